namespace Sekisho.Vault.Signing;

/// <summary>Asks for signatures over the hash of a message's signed header (RFC 6376 §3.7), or which keys there are.</summary>
/// <param name="Domain">The signing domain ("d=").</param>
/// <param name="SenderDomain">The domain of the account that sent the message: a domain of another tenant has no key for it. Null for what this system itself writes or seals.</param>
/// <param name="Hashes">One for each key that is to sign, at most <see cref="MaxHashes"/>; empty to be told the keys only, which is on no record.</param>
/// <param name="Message">The message's identifier: for the record.</param>
public sealed record SignDkimRequest(string Domain, string? SenderDomain, IReadOnlyList<DkimHash> Hashes, string Message)
{
    /// <summary>More hashes are refused: a domain has two keys that sign.</summary>
    public const int MaxHashes = 4;
}
