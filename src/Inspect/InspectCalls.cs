using Sekisho.Inspect.Disarm;
using Sekisho.Inspect.Judging;
using Sekisho.Inspect.Verdicts;
using Sekisho.Roles.Calls;
using Sekisho.Roles.Table;

namespace Sekisho.Inspect;

/// <summary>What an inspect worker can be asked.</summary>
public static class InspectCalls
{
    /// <summary>Looks at one message (the content bytes) and decides.</summary>
    public static Call<InspectRequest, Verdict> Message { get; } = new()
    {
        Callee = RoleKind.Inspect,
        Name = "inspect.message",
        RequestType = InspectJson.Default.InspectRequest,
        ReplyType = InspectJson.Default.Verdict,
        MaxContentBytes = 256L * 1024 * 1024,
        Timeout = TimeSpan.FromSeconds(60),
        MaxConcurrentPerInstance = 1,
    };

    /// <summary>Rebuilds one message (the content bytes) without what could do harm; the content bytes of the reply are the result.</summary>
    public static Call<DisarmRequest, DisarmReply> Disarm { get; } = new()
    {
        Callee = RoleKind.Inspect,
        Name = "inspect.disarm",
        RequestType = InspectJson.Default.DisarmRequest,
        ReplyType = InspectJson.Default.DisarmReply,
        MaxContentBytes = 256L * 1024 * 1024,
        Timeout = TimeSpan.FromSeconds(60),
        MaxConcurrentPerInstance = 1,
    };

    /// <summary>Judges from now on by these rules of the operator, over those of the product.</summary>
    public static Call<RulesRequest, RulesReply> Rules { get; } = new()
    {
        Callee = RoleKind.Inspect,
        Name = "inspect.rules",
        RequestType = InspectJson.Default.RulesRequest,
        ReplyType = InspectJson.Default.RulesReply,
        // Texts of 4 MB, in which JSON may write a character as six.
        MaxRequestBytes = 32 * 1024 * 1024,
        MaxConcurrentPerInstance = 1,
    };
}
