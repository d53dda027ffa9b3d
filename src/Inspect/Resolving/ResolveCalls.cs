using Sekisho.Roles.Calls;
using Sekisho.Roles.Table;

namespace Sekisho.Inspect.Resolving;

/// <summary>What inspection asks of deliver, the only role that speaks with name servers.</summary>
public static class ResolveCalls
{
    /// <summary>Looks up a name.</summary>
    public static Call<ResolveRequest, ResolveReply> Resolve { get; } = new()
    {
        Callee = RoleKind.Deliver,
        Name = "deliver.resolve",
        RequestType = InspectJson.Default.ResolveRequest,
        ReplyType = InspectJson.Default.ResolveReply,
        MaxRequestBytes = 4096,
        Timeout = TimeSpan.FromSeconds(12),
    };
}
