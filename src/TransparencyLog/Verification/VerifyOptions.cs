namespace Sekisho.TransparencyLog.Verification;

/// <summary>How a log is verified.</summary>
public sealed record VerifyOptions
{
    /// <summary>
    /// Looks at an entry and tells how many entries at the beginning of the log it declares as removed; 0 or less for every other
    /// entry. Null for logs that are never pruned.
    /// </summary>
    public PrunedDeclaration? Pruned { get; init; }

    /// <summary>Told how many entries are done, every so often.</summary>
    public Action<long>? Progress { get; init; }
}
