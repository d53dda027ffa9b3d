namespace Sekisho.Inspect.Containers;

/// <summary>One thing found in a container: a member of an archive, an attachment of a message, an object in a document.</summary>
/// <param name="Name">Its name as stored; empty for none.</param>
internal sealed record Member(string Name)
{
    /// <summary>What evidence calls it.</summary>
    public string Word { get; init; } = "member";

    /// <summary>Its content as far as <see cref="State"/> says.</summary>
    public ReadOnlyMemory<byte> Content { get; init; }

    /// <summary>How much of it is known.</summary>
    public MemberState State { get; init; }

    /// <summary>It is a folder.</summary>
    public bool IsFolder { get; init; }

    /// <summary>It is a part of the format (a sheet, a style), which nobody opens as a file: its name is not judged.</summary>
    public bool IsInner { get; init; }
}
