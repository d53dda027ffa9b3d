using System.CommandLine;
using Sekisho.Edge;
using Sekisho.Edge.Greylisting;
using Sekisho.Output;
using Sekisho.Roles.Calls;
using Sekisho.Roles.Supervision;
using Sekisho.Roles.Table;
using Sekisho.Store;

namespace Sekisho.Commands;

/// <summary>How the running system is.</summary>
internal sealed class StatusCommand(Surroundings surroundings) : SystemCommand("status", "Show how the running system is: its processes and what the store holds.", surroundings)
{
    /// <inheritdoc/>
    public override IReadOnlyList<JsonField> Fields =>
    [
        new("item", "\"system\" (first line), \"process\" (one line each), \"notice\" (one line each), \"greylisting\" (two lines, absent while it is off) or \"store\" (last line, absent while the store does not answer)"),
        new("pid, uptimeSeconds, memoryBytes, ready, addresses", "of a system: the supervisor's process, and what is served where"),
        new("role, instance, pid, state, restarts, uptimeSeconds, memoryBytes, lastEnd", "of a process; state is starting, running, silent, waiting, stopping or stopped; lastEnd is absent when it never ended"),
        new("confined, unconfined[]", "of a process: whether the kernel enforces all that the role table says; else what it does not, absent when the process is not confined at all"),
        new("topic, problem, text", "of a notice: what it is about (rules), whether something is to be done, and what there is to know"),
        new("since, deferred, passed, remembered, full, exemptAuthenticated, exemptKnown, exemptSubmitted", "of greylisting: since is \"start\" or \"day\" (the last 24 hours, by the hour); messages asked to come again, taken when they came again, taken at once because the sender had passed before, because too many waited, because SPF, DKIM or DMARC passes, because the tenant knows the sender, because an account of ours sends"),
        new("queued, held, quarantined, mailboxMessages, oldestQueuedSeconds, freeDiskBytes, notInspected, tenantsWithoutMemory", "of a store; oldestQueuedSeconds is absent for an empty queue; notInspected: messages from exempt networks (inspect.exemptNetworks) since the store was started; tenantsWithoutMemory: those whose memory tells and learns nothing until the vault, which was sealed or away since the store was started, gives its key"),
    ];

    /// <inheritdoc/>
    public override string ExitCodeNotes => "0 everything runs, 1 something does not run or no system was found, 2 wrong usage.";

    /// <inheritdoc/>
    protected override async Task<int> RunAsync(ParseResult parse, ICallClient calls, CommandOutput output, CancellationToken cancellation)
    {
        var system = await calls.SendAsync(SupervisorCalls.Status, Nothing.Value, default, cancellation);
        var (store, problem) = await AskStoreAsync(calls, cancellation);
        var mx = await AskMxAsync(calls, cancellation);
        if (output.Json) WriteJson(output, system, mx, store);
        else WriteText(output, system, mx, store);
        if (problem is not null) return output.Fail($"The store does not answer: {problem}");
        return system.Ready ? ExitCodes.Done : output.Fail("Not every process is running.", "The log of the running system says why.");
    }

    private static async Task<(StoreStatus? Status, string? Problem)> AskStoreAsync(ICallClient calls, CancellationToken cancellation)
    {
        try
        {
            return (await calls.SendAsync(StoreCalls.Status, Nothing.Value, default, cancellation), null);
        }
        catch (CallException exception)
        {
            return (null, exception.Message);
        }
    }

    /// <summary>Null where it does not answer: the table of processes says so already.</summary>
    private static async Task<MxStatus?> AskMxAsync(ICallClient calls, CancellationToken cancellation)
    {
        try
        {
            return await calls.SendAsync(MxCalls.Status, Nothing.Value, default, cancellation);
        }
        catch (CallException)
        {
            return null;
        }
    }

    private static string Describe(GreylistFigures did) =>
        $"{did.Deferred} asked to come again, {did.Passed} passed, {did.Remembered} of senders that had passed, not asked {did.ExemptAuthenticated} authenticated, {did.ExemptKnown} known and {did.ExemptSubmitted} of our accounts"
        + (did.Full > 0 ? $", {did.Full} for want of room" : "");

    private static void WriteJson(CommandOutput output, SystemStatus system, MxStatus? mx, StoreStatus? store)
    {
        output.WriteJson(new SystemItem(system), ProgramJson.Default.SystemItem);
        foreach (var process in system.Processes) output.WriteJson(new ProcessItem(process), ProgramJson.Default.ProcessItem);
        foreach (var notice in system.Notices) output.WriteJson(new NoticeItem(notice), ProgramJson.Default.NoticeItem);
        if (mx is { SinceStart: { } start, LastDay: { } day })
        {
            output.WriteJson(new GreylistItem("start", start), ProgramJson.Default.GreylistItem);
            output.WriteJson(new GreylistItem("day", day), ProgramJson.Default.GreylistItem);
        }

        if (store is not null) output.WriteJson(new StoreItem(store), ProgramJson.Default.StoreItem);
    }

    private static void WriteText(CommandOutput output, SystemStatus system, MxStatus? mx, StoreStatus? store)
    {
        output.WriteLine($"{(system.Ready ? "Ready" : "Not ready")}, up {Show.Seconds(system.UptimeSeconds)}, supervisor {system.Pid} ({Show.Bytes(system.MemoryBytes)})");
        foreach (var (name, addresses) in system.Addresses) output.WriteLine($"  {name}: {string.Join(", ", addresses)}");
        var table = new TextTable("process", "pid", "state", "up", "memory", "confined", "restarts", "last end");
        foreach (var process in system.Processes)
        {
            table.Add(process.Instance.Length > 0 ? process.Instance : RoleTable.NameOf(process.Role), Show.Number(process.Pid), Show.NameOf(process.State), Show.Seconds(process.UptimeSeconds),
                Show.Bytes(process.MemoryBytes), process.Confinement switch { null => "NO", { IsWhole: true } => "yes", _ => "PARTLY" }, Show.Number(process.Restarts), process.LastEnd);
        }

        table.WriteTo(output);
        foreach (var process in system.Processes.Where(process => process.Confinement is { Missing.Count: > 0 }))
            output.WriteLine($"{process.Instance} is not confined wholly: {string.Join("; ", process.Confinement!.Missing.Select(part => part.Reason))}");
        foreach (var notice in system.Notices) output.WriteLine($"{(notice.IsProblem ? "PROBLEM " : "")}{notice.Topic}: {notice.Text}");
        if (mx is { SinceStart: { } start, LastDay: { } day })
        {
            output.WriteLine($"Greylisting since start: {Describe(start)}");
            output.WriteLine($"Greylisting in the last 24 hours: {Describe(day)}");
        }

        if (store is null) return;
        var oldest = store.OldestQueuedSeconds is { } age ? $" (oldest {Show.Seconds(age)})" : "";
        output.WriteLine($"Queued {store.Queued}{oldest}, held for inspection {store.Held}, quarantined {store.Quarantined}, in mailboxes {store.MailboxMessages}, disk free {Show.Bytes(store.FreeDiskBytes)}");
        if (store.NotInspected > 0) output.WriteLine($"NOT inspected since the start, from exempt networks: {store.NotInspected}");
        if (store.TenantsWithoutMemory > 0) output.WriteLine($"Tenants whose memory tells and learns nothing until the vault gives its key: {store.TenantsWithoutMemory}");
    }
}
