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
}
