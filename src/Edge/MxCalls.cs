using Sekisho.Roles.Calls;
using Sekisho.Roles.Table;

namespace Sekisho.Edge;

/// <summary>What the role answers.</summary>
public static class MxCalls
{
    /// <summary>How it is: numbers, nothing of any message.</summary>
    public static Call<Nothing, MxStatus> Status { get; } = new()
    {
        Callee = RoleKind.Mx,
        Name = "mx.status",
        RequestType = MxJson.Default.Nothing,
        ReplyType = MxJson.Default.MxStatus,
    };
}
