using Sekisho.Roles.Calls;
using Sekisho.Roles.Table;

namespace Sekisho.Roles.Supervision;

/// <summary>What the supervisor can be asked.</summary>
public static class SupervisorCalls
{
    /// <summary>How the system is.</summary>
    public static Call<Nothing, SystemStatus> Status { get; } = new()
    {
        Callee = RoleKind.Supervisor,
        Name = RoleTable.StatusCall,
        RequestType = RolesJson.Default.Nothing,
        ReplyType = RolesJson.Default.SystemStatus,
        Timeout = TimeSpan.FromSeconds(5),
    };
}
