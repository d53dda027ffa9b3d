using Microsoft.Extensions.Logging;
using Sekisho.Roles.Calls;

namespace Sekisho.Roles.Hosting;

/// <summary>What the host gives a role.</summary>
public sealed record RoleEnvironment
{
    /// <summary>The name of this process in logs: "mx", "inspect.2".</summary>
    public required string InstanceName { get; init; }

    /// <summary>A new value at every start of the process: names its leases.</summary>
    public required string RunId { get; init; }

    /// <summary>The role's own folder (<c>data/store</c>); it exists. No other folder is the role's business.</summary>
    public required string Folder { get; init; }

    /// <summary>The role's second folder, where the role table gives it one; it exists. Null for none.</summary>
    public string? SecondFolder { get; init; }

    /// <summary>Makes calls with the role's own token.</summary>
    public required ICallClient Calls { get; init; }

    /// <summary>The clock.</summary>
    public required TimeProvider Clock { get; init; }

    /// <summary>The one log stream.</summary>
    public required ILoggerFactory Logs { get; init; }
}
