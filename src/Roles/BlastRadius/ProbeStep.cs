using Sekisho.Confinement;

namespace Sekisho.Roles.BlastRadius;

/// <summary>One thing for a probe to try, and whether the role table allows it.</summary>
internal sealed record ProbeStep
{
    /// <summary>What to try.</summary>
    public required ProbeAction Action { get; init; }

    /// <summary>On what, in words.</summary>
    public required string Target { get; init; }

    /// <summary>Whether the role table allows it.</summary>
    public required bool Expected { get; init; }

    /// <summary>A file, folder, program or socket.</summary>
    public string Path { get; init; } = "";

    /// <summary>A port or a process.</summary>
    public int Number { get; init; }

    /// <summary>The name of a call.</summary>
    public string Call { get; init; } = "";

    /// <summary>The role that answers a call.</summary>
    public Table.RoleKind Callee { get; init; }

    /// <summary>The group of system calls.</summary>
    public SystemCallGroup Group { get; init; }
}
