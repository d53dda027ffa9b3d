using Sekisho.Roles.Calls.Client;

namespace Sekisho.Roles.Supervision;

/// <summary>What the operator's command line must know to talk to the running system. Holds a secret: mode 0600.</summary>
internal sealed record OperatorFile
{
    /// <summary>The supervisor's process identifier.</summary>
    public required int Pid { get; init; }

    /// <summary>The operator's call token, for the life of the supervisor.</summary>
    public required string Token { get; init; }

    /// <summary>Where the roles answer.</summary>
    public required IReadOnlyList<CalleeAddress> Callees { get; init; }
}
