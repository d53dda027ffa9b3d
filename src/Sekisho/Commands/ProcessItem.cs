using Sekisho.Roles.Supervision;
using Sekisho.Roles.Table;

namespace Sekisho.Commands;

/// <summary>A line of 'status --json' about one process.</summary>
internal sealed record ProcessItem(string Item, string Role, string Instance, int Pid, string State, int Restarts, double UptimeSeconds, long MemoryBytes, string? LastEnd)
{
    /// <summary>Makes the line.</summary>
    public ProcessItem(ProcessStatus process)
        : this("process", RoleTable.NameOf(process.Role), process.Instance, process.Pid, Show.NameOf(process.State), process.Restarts, process.UptimeSeconds, process.MemoryBytes, process.LastEnd)
    {
    }
}
