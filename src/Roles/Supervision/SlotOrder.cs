using Sekisho.Roles.Table;

namespace Sekisho.Roles.Supervision;

/// <summary>In which order the processes get their start orders, and are stopped.</summary>
internal static class SlotOrder
{
    /// <summary>
    /// Starts processes that were launched, so that all runtimes warm up side by side: one role after the other, but for the
    /// workers. They ask nobody while they start, and take longest, so they start beside the others; who calls them still
    /// waits for them.
    /// </summary>
    /// <exception cref="SupervisorException">A role did not start; none is starting any more.</exception>
    public static async Task StartAsync(IReadOnlyList<RoleSlot> slots, CancellationToken cancellation)
    {
        using var failed = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var workers = StartAsync(slots, RoleKind.Inspect, failed.Token);
        try
        {
            foreach (var kind in RoleTable.StartOrder) await (kind == RoleKind.Inspect ? workers : StartAsync(slots, kind, cancellation));
        }
        catch
        {
            await failed.CancelAsync();
            // Its own failure, if any, is not the first one.
            await workers.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            throw;
        }
    }

    /// <summary>Stops all, each role after those that call it.</summary>
    public static async Task StopAsync(IReadOnlyList<RoleSlot> slots, CancellationToken hurry)
    {
        foreach (var kind in RoleTable.StartOrder.Reverse())
            await Task.WhenAll(slots.Where(slot => slot.Kind == kind).Select(slot => slot.StopAsync(hurry)));
    }

    private static Task StartAsync(IReadOnlyList<RoleSlot> slots, RoleKind kind, CancellationToken cancellation) =>
        Task.WhenAll(slots.Where(slot => slot.Kind == kind).Select(slot => slot.StartFirstAsync(cancellation)));
}
