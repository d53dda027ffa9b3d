using System.Text.Json;
using Sekisho.Roles.Reach;
using Sekisho.Roles.Table;

namespace Sekisho.Roles.Supervision;

/// <summary>How the supervisor is to run one role.</summary>
public sealed record RolePlan
{
    /// <summary>Which role.</summary>
    public required RoleKind Kind { get; init; }

    /// <summary>How many processes: 1, or more where the role table allows several.</summary>
    public int Instances { get; init; } = 1;

    /// <summary>What the role's factory is given: an object of the role's own making, or null.</summary>
    public JsonElement Options { get; init; }

    /// <summary>Gives <see cref="Options"/> anew for every start, where they change while the system runs; null where they do not.</summary>
    public Func<JsonElement>? OptionsNow { get; init; }

    /// <summary>
    /// The most memory its managed heap may take, in bytes; 0 for the runtime's own limit. What exceeds it ends
    /// the process and it is started anew: stops one message from taking the machine's memory.
    /// </summary>
    public long HeapLimitBytes { get; init; }

    /// <summary>What the configuration lets it reach beside its line in the role table.</summary>
    public RoleReach Reach { get; init; } = new();

    /// <summary>Environment variables of this role beside the supervisor's own choice; they win.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();
}
