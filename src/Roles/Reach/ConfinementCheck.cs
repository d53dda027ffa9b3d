using Sekisho.Confinement;
using Sekisho.Roles.Supervision;
using Sekisho.Roles.Table;

namespace Sekisho.Roles.Reach;

/// <summary>Whether the running kernel can enforce the role table, asked before anything is started.</summary>
public static class ConfinementCheck
{
    /// <summary>What it cannot enforce, in words for the operator, each with the roles that it concerns; empty when it can enforce all.</summary>
    /// <param name="roles">The roles that are to run.</param>
    public static IReadOnlyList<string> Missing(IReadOnlyList<RolePlan> roles)
    {
        ArgumentNullException.ThrowIfNull(roles);
        var kernel = KernelSupport.Detect();
        return
        [
            .. roles
                .SelectMany(plan => kernel.MissingFor(ReachPolicy.Of(RoleTable.Of(plan.Kind), plan.Reach, "/", [], "/", new ConfinementOptions()))
                    .Select(part => (part.Reason, Role: RoleTable.NameOf(plan.Kind))))
                .GroupBy(part => part.Reason, part => part.Role, StringComparer.Ordinal)
                .Select(group => $"{group.Key} – needed for {string.Join(", ", group)}"),
        ];
    }
}
