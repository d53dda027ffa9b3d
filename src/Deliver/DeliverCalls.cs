using Sekisho.Deliver.TlsResults;
using Sekisho.Roles.Calls;
using Sekisho.Roles.Table;

namespace Sekisho.Deliver;

/// <summary>What the role deliver answers beside look-ups (<see cref="Inspect.Resolving.ResolveCalls"/>).</summary>
public static class DeliverCalls
{
    /// <summary>The TLS sessions of one day, for the domains that ask for reports (RFC 8460).</summary>
    public static Call<TlsResultsRequest, TlsDay> TlsResults { get; } = new()
    {
        Callee = RoleKind.Deliver,
        Name = "deliver.tls-results",
        RequestType = DeliverJson.Default.TlsResultsRequest,
        ReplyType = DeliverJson.Default.TlsDay,
        MaxRequestBytes = 1024,
        Timeout = TimeSpan.FromSeconds(30),
    };
}
