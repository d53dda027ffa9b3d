namespace Sekisho.Store.Queue;

/// <summary>The way to a recipient.</summary>
/// <param name="Kind">How it is reached.</param>
/// <param name="Destination">Relay: "host:port"; Mx: the domain, in the store its tag; Mailbox: empty.</param>
/// <param name="Tls">What is asked of TLS.</param>
/// <param name="Lmtp">The relay speaks LMTP (RFC 2033) instead of SMTP.</param>
/// <param name="Credential">The sealed credential with which to log in at the relay, as the vault names it; null for no login. Only with verified TLS.</param>
public sealed record Route(RouteKind Kind, string Destination, TlsPolicy Tls = TlsPolicy.Opportunistic, bool Lmtp = false, string? Credential = null);
