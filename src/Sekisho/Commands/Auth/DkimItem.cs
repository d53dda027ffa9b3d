namespace Sekisho.Commands.Auth;

/// <summary>A line of 'auth dkim --json'.</summary>
internal sealed record DkimItem
{
    /// <summary>The file.</summary>
    public required string File { get; init; }

    /// <summary>The best of the results; null with an error.</summary>
    public string? Result { get; init; }

    /// <summary>How many signatures the message has; null with an error.</summary>
    public int? SignatureCount { get; init; }

    /// <summary>The signatures; null with an error.</summary>
    public IReadOnlyList<DkimSignatureItem>? Signatures { get; init; }

    /// <summary>Why it could not be read; null otherwise.</summary>
    public string? Error { get; init; }
}
