namespace Sekisho.Store.Directory;

/// <summary>
/// Begins SCRAM-SHA-256 (RFC 5802, RFC 7677) for an address. An unknown address gets a challenge too, always the same
/// one, so that nobody learns who exists. The verifier never leaves the role that holds it.
/// </summary>
/// <param name="Address">The user name of the client's first message.</param>
public sealed record ScramStartRequest(string Address);
