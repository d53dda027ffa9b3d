using Sekisho.Confinement;

namespace Sekisho.Roles.Table;

/// <summary>One line of the role table: all that a role may do.</summary>
public sealed record RoleEntry
{
    /// <summary>Which role.</summary>
    public required RoleKind Kind { get; init; }

    /// <summary>The name in calls, folders, sockets and logs: lower case.</summary>
    public required string Name { get; init; }

    /// <summary>Who can send it something directly.</summary>
    public required string Faces { get; init; }

    /// <summary>Which untrusted forms it takes apart.</summary>
    public required string Parses { get; init; }

    /// <summary>What an intruder finds in it.</summary>
    public required string Holds { get; init; }

    /// <summary>The calls it may make, by name, in order; nothing else is answered to it.</summary>
    public required IReadOnlyList<string> MayCall { get; init; }

    /// <summary>Whether it has a folder of its own in the data folder, under its name. It has no other.</summary>
    public required bool OwnFolder { get; init; }

    /// <summary>The name of a second folder of its own in the data folder; null for none.</summary>
    public string? SecondFolder { get; init; }

    /// <summary>Which network it may use.</summary>
    public required RoleNetwork Network { get; init; }

    /// <summary>How many processes it may have.</summary>
    public required RoleInstances Instances { get; init; }

    /// <summary>The system calls it never needs.</summary>
    public required IReadOnlyList<SystemCallGroup> NeverNeeds { get; init; }

    /// <summary>The limits of its process.</summary>
    public ResourceLimits Limits { get; init; } = new();
}
