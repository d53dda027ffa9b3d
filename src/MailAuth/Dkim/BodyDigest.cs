namespace Sekisho.MailAuth.Dkim;

/// <summary>The hash of a canonical body.</summary>
/// <param name="Hash">SHA-256.</param>
/// <param name="CanonicalBytes">How long the canonical body is.</param>
/// <param name="HashedBytes">How many of these were hashed: fewer where l= says so.</param>
internal sealed record BodyDigest(byte[] Hash, long CanonicalBytes, long HashedBytes);
