namespace Sekisho.Inspect.Resolving;

/// <summary>One record of an answer, with the field that its type has.</summary>
public sealed record ResolvedRecord
{
    /// <summary>How long it may be kept, in seconds.</summary>
    public uint TtlSeconds { get; init; }

    /// <summary>TXT: its strings, in base64 (they need not be text).</summary>
    public IReadOnlyList<string>? Strings { get; init; }

    /// <summary>A, AAAA: the address.</summary>
    public string? Address { get; init; }

    /// <summary>MX: the exchange; PTR: the host.</summary>
    public string? Target { get; init; }

    /// <summary>MX: lower is tried first.</summary>
    public int Preference { get; init; }
}
