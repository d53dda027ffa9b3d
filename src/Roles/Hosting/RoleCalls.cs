using Sekisho.Roles.Calls;
using Sekisho.Roles.Table;

namespace Sekisho.Roles.Hosting;

/// <summary>What the host answers for every role.</summary>
public static class RoleCalls
{
    /// <summary>Whether the role of the given kind answers, and how large it is.</summary>
    public static Call<Nothing, HealthReport> Health(RoleKind role) => new()
    {
        Callee = role,
        Name = RoleTable.HealthCall,
        RequestType = RolesJson.Default.Nothing,
        ReplyType = RolesJson.Default.HealthReport,
        Timeout = TimeSpan.FromSeconds(10),
    };
}
