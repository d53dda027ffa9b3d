using Sekisho.Confinement;
using Sekisho.Roles.Table;

namespace Sekisho.Roles.Reach;

/// <summary>How the supervisor confines the processes that it starts.</summary>
public sealed record ConfinementOptions
{
    /// <summary>Whether the system does not start where the kernel cannot enforce the role table. False only when the operator said so.</summary>
    public bool IsRequired { get; init; } = true;

    /// <summary>
    /// The first of a range of user numbers, one for every role: the number is that of the group of all roles and of the supervisor's
    /// line, the following ones are the roles in the order of <see cref="RoleKind"/>. Null: all run as the user that started the
    /// system. Needs root.
    /// </summary>
    public int? FirstUserId { get; init; }

    /// <summary>Changes the confinement of a process, by its name, before it is used: for tests that make it wrong on purpose.</summary>
    public Func<string, ConfinementPolicy, ConfinementPolicy>? Change { get; init; }

    /// <summary>The user of a role; null when it keeps the one that started the system.</summary>
    public int? UserOf(RoleKind kind) => FirstUserId + (int)kind;
}
