namespace Sekisho.Commands.Archive;

/// <summary>One archived message.</summary>
internal sealed record ArchiveShowItem
{
    /// <summary>The message.</summary>
    public required string Id { get; init; }

    /// <summary>The month that it is in, "2024-11".</summary>
    public required string Month { get; init; }

    /// <summary>When it was accepted.</summary>
    public required DateTimeOffset ReceivedAt { get; init; }

    /// <summary>The reverse-path.</summary>
    public required string Sender { get; init; }

    /// <summary>The recipients, as this tenant may see them.</summary>
    public required IReadOnlyList<string> Recipients { get; init; }

    /// <summary>The Subject, decoded, or null.</summary>
    public string? Subject { get; init; }

    /// <summary>The size of the content, in bytes.</summary>
    public required long ContentBytes { get; init; }

    /// <summary>The content, exactly, as base64.</summary>
    public required string ContentBase64 { get; init; }
}
