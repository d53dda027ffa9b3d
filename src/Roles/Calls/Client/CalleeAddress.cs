using Sekisho.Roles.Table;

namespace Sekisho.Roles.Calls.Client;

/// <summary>Where one process of a role answers.</summary>
/// <param name="Role">Which role.</param>
/// <param name="Instance">The name of the process.</param>
/// <param name="Socket">The path of its Unix socket.</param>
internal sealed record CalleeAddress(RoleKind Role, string Instance, string Socket);
