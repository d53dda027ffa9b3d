using Sekisho.Roles.Supervision;
using Sekisho.Roles.Table;

namespace Sekisho.Commands;

/// <summary>A line of 'status --json' about one process.</summary>
internal sealed record ProcessItem(string Item, string Role, string Instance, int Pid, string State, int Restarts, double UptimeSeconds, long MemoryBytes, string? LastEnd, bool Confined, IReadOnlyList<string>? Unconfined)
{
    /// <summary>Makes the line.</summary>
    public ProcessItem(ProcessStatus process)
        : this("process", RoleTable.NameOf(process.Role), process.Instance, process.Pid, Show.NameOf(process.State), process.Restarts, process.UptimeSeconds, process.MemoryBytes, process.LastEnd,
            process.Confinement?.IsWhole == true, process.Confinement is { Missing.Count: > 0 } partly ? [.. partly.Missing.Select(part => part.Reason)] : null)
    {
    }
}
