using Sekisho.Roles.Supervision;

namespace Sekisho.Commands;

/// <summary>The line of 'status --json' about the system.</summary>
internal sealed record SystemItem(string Item, int Pid, double UptimeSeconds, long MemoryBytes, bool Ready, IReadOnlyDictionary<string, IReadOnlyList<string>> Addresses)
{
    /// <summary>Makes the line.</summary>
    public SystemItem(SystemStatus system)
        : this("system", system.Pid, system.UptimeSeconds, system.MemoryBytes, system.Ready, system.Addresses)
    {
    }
}
