using Sekisho.Smtp.Client;
using Sekisho.Store.Queue;

namespace Sekisho.Deliver.Connecting;

/// <summary>Connections with equal keys can be used for each other's messages.</summary>
/// <param name="Kind">The kind of the route.</param>
/// <param name="Destination">Its destination.</param>
/// <param name="Lmtp">LMTP instead of SMTP.</param>
/// <param name="Tls">What the route and the message ask of TLS.</param>
/// <param name="RequireTls">Made for a message with REQUIRETLS, to a host that is proven: a verified route alone does not ask for that.</param>
/// <param name="Credential">Logged in with this credential; null: not logged in.</param>
/// <param name="IsWaived">Made for a message that waives the destination's policy: for no other.</param>
internal sealed record ConnectionKey(RouteKind Kind, string Destination, bool Lmtp, SmtpClientTls Tls, bool RequireTls = false, string? Credential = null, bool IsWaived = false)
{
    public static ConnectionKey Of(Route route, bool requireTls) =>
        new(route.Kind, route.Destination, route.Lmtp, Security(route.Tls, requireTls || route.Credential is not null), requireTls, route.Credential);

    // RFC 8689 §4.2.1: a message that requires TLS goes only over a verified connection, whatever the route asks for; and so does a login.
    private static SmtpClientTls Security(TlsPolicy policy, bool verified) => policy switch
    {
        _ when verified => SmtpClientTls.Verified,
        TlsPolicy.None => SmtpClientTls.None,
        TlsPolicy.Required => SmtpClientTls.Required,
        TlsPolicy.Verified => SmtpClientTls.Verified,
        _ => SmtpClientTls.Opportunistic,
    };
}
