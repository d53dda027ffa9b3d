using Sekisho.Smtp.Client;
using Sekisho.Store.Queue;

namespace Sekisho.Deliver.Connecting;

/// <summary>Connections with equal keys can be used for each other's messages.</summary>
internal sealed record ConnectionKey(RouteKind Kind, string Destination, bool Lmtp, SmtpClientTls Tls)
{
    public static ConnectionKey Of(Route route, bool requireTls) => new(route.Kind, route.Destination, route.Lmtp, Security(route.Tls, requireTls));

    // RFC 8689 §4.2.1: a message that requires TLS goes only over a verified connection, whatever the route asks for.
    private static SmtpClientTls Security(TlsPolicy policy, bool requireTls) => policy switch
    {
        _ when requireTls => SmtpClientTls.Verified,
        TlsPolicy.None => SmtpClientTls.None,
        TlsPolicy.Required => SmtpClientTls.Required,
        TlsPolicy.Verified => SmtpClientTls.Verified,
        _ => SmtpClientTls.Opportunistic,
    };
}
