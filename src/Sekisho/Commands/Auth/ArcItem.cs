namespace Sekisho.Commands.Auth;

/// <summary>A line of 'auth arc --json'.</summary>
internal sealed record ArcItem
{
    /// <summary>The file.</summary>
    public required string File { get; init; }

    /// <summary>The result; null with an error.</summary>
    public string? Result { get; init; }

    /// <summary>Why it does not pass.</summary>
    public string? Problem { get; init; }

    /// <summary>The same in words.</summary>
    public string? Detail { get; init; }

    /// <summary>How many sets the chain has; null with an error.</summary>
    public int? Instances { get; init; }

    /// <summary>The sets; null with an error.</summary>
    public IReadOnlyList<ArcSetItem>? Sets { get; init; }

    /// <summary>Why it could not be read; null otherwise.</summary>
    public string? Error { get; init; }
}
