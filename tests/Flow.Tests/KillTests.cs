using Sekisho.Flow.Tests.Support;
using Xunit.Abstractions;

namespace Sekisho.Flow.Tests;

/// <summary>House rule 1: 250 means durable. Whatever dies, every acknowledged message arrives, and is in the archive.</summary>
public sealed class KillTests(ITestOutputHelper output, KillTests.SystemToKill system) : IClassFixture<KillTests.SystemToKill>
{
    /// <summary>So many acknowledged messages before each kill and after the last: the kill falls into real load, and load goes on.</summary>
    private const int Burst = 100;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    [Theory]
    [InlineData("mx")]
    [InlineData("inspect")]
    [InlineData("store")]
    [InlineData("deliver")]
    [InlineData("vault")]
    [InlineData("ledger")]
    public async Task Nothing_acknowledged_is_lost_when_a_role_is_killed_under_load(string role)
    {
        await using var sink = new SinkServer();
        var sekisho = system.Sekisho;
        var domain = await system.AddTenantAsync(sink);
        await ArchiveAsync(sekisho, TenantOf(domain));
        var load = new Load(() => sekisho.Mx, $"someone@{domain}", connections: 6);
        using var stop = new CancellationTokenSource();
        var running = load.RunAsync(stop.Token);
        for (var round = 0; round < 2; round++)
        {
            await BurstAsync(load);
            await sekisho.KillAsync(role);
        }

        await BurstAsync(load);
        await stop.CancelAsync();
        await running;
        await AccountAsync($"kill -9 {role}, twice", load, sink, sekisho, TenantOf(domain));
    }

    [Fact]
    public async Task Nothing_acknowledged_is_lost_when_everything_is_killed_at_once()
    {
        await using var sink = new SinkServer();
        await using var sekisho = new SekishoProcess { Workers = 2 };
        var load = await LoadAsync(sekisho, sink);
        for (var round = 0; round < 2; round++)
        {
            using var stop = new CancellationTokenSource();
            var running = load.RunAsync(stop.Token);
            await BurstAsync(load);
            await sekisho.KillAllAsync();
            await stop.CancelAsync();
            await running;
            await sekisho.StartAsync();
        }

        await AccountAsync("kill -9 everything, twice", load, sink, sekisho, "kill");
    }

    [Fact]
    public async Task Nothing_is_lost_or_doubled_by_a_clean_stop_under_load()
    {
        await using var sink = new SinkServer();
        await using var sekisho = new SekishoProcess { Workers = 2 };
        var load = await LoadAsync(sekisho, sink);
        using var stop = new CancellationTokenSource();
        var running = load.RunAsync(stop.Token);
        await BurstAsync(load);
        Assert.Equal(0, await sekisho.StopAsync());
        await stop.CancelAsync();
        await running;
        await sekisho.StartAsync();
        var duplicated = await AccountAsync("SIGTERM", load, sink, sekisho, "kill");
        Assert.Equal(0, duplicated);
    }

    /// <summary>Starts a system of its own, with a tenant to send to.</summary>
    private static async Task<Load> LoadAsync(SekishoProcess sekisho, SinkServer sink)
    {
        await sekisho.StartAsync();
        await sekisho.AddTenantAsync("kill", "kill.test", sink.Address, "--relay-tls", "none");
        await ArchiveAsync(sekisho, "kill");
        return new Load(() => sekisho.Mx, "someone@kill.test", connections: 6);
    }

    private static async Task BurstAsync(Load load)
    {
        var before = load.Acknowledged.Count;
        Assert.True(await SinkServer.WaitAsync(() => load.Acknowledged.Count >= before + Burst, Patience),
            $"only {load.Acknowledged.Count - before} messages were acknowledged in {Patience.TotalSeconds} s: the load does not go on");
    }

    private static string TenantOf(string domain) => domain[..domain.IndexOf('.', StringComparison.Ordinal)];

    private static async Task ArchiveAsync(SekishoProcess sekisho, string tenant)
    {
        var on = await sekisho.RunAsync("tenant", "archive", tenant, "--months", "1");
        Assert.True(on.ExitCode == 0, on.StandardError);
    }

    /// <summary>The numbers of the load's messages that are in the archive of a tenant.</summary>
    private static async Task<HashSet<int>> ArchivedAsync(SekishoProcess sekisho, string tenant)
    {
        var numbers = new HashSet<int>();
        foreach (var month in await sekisho.JsonAsync("archive", "list", tenant))
        {
            if (month.GetProperty("messages").GetInt64() == 0) continue;
            foreach (var item in await sekisho.JsonAsync("archive", "list", tenant, "--month", month.GetProperty("month").GetString()!, "--reason", "test"))
                numbers.Add(int.Parse(item.GetProperty("subject").GetString()!.AsSpan("load ".Length), System.Globalization.CultureInfo.InvariantCulture));
        }

        return numbers;
    }

    private async Task<int> AccountAsync(string what, Load load, SinkServer sink, SekishoProcess sekisho, string tenant)
    {
        var acknowledged = load.Acknowledged.ToHashSet();
        await SinkServer.WaitAsync(() => acknowledged.IsSubsetOf(sink.Messages.Select(Load.NumberOf)), Patience);
        var delivered = sink.Messages.Select(Load.NumberOf).ToList();
        var lost = acknowledged.Except(delivered).Count();
        var duplicated = delivered.Count - delivered.Distinct().Count();
        output.WriteLine($"{what}: sent {load.Sent}, acknowledged {acknowledged.Count}, delivered {delivered.Distinct().Count()}, lost {lost}, duplicated {duplicated}");
        Console.WriteLine($"figure: kill test: {what}: sent {load.Sent}, acknowledged {acknowledged.Count}, delivered {delivered.Distinct().Count()}, lost {lost}, duplicated {duplicated}");
        if (lost > 0)
        {
            output.WriteLine("still in the queue:");
            foreach (var item in await sekisho.JsonAsync("queue", "list")) output.WriteLine(item.GetRawText());
            output.WriteLine(sekisho.Log);
        }

        Assert.Equal(0, lost);

        Assert.Empty(acknowledged.Except(await ArchivedAsync(sekisho, tenant)));

        // What was being sent at the moment of the kill may come twice: at most what deliver has in flight at once.
        Assert.True(duplicated <= Math.Max(40, acknowledged.Count / 50), $"{duplicated} of {acknowledged.Count} came twice");
        return duplicated;
    }

    /// <summary>One whose roles are killed, one after the other: it goes on as a system does that has seen such days.</summary>
    public sealed class SystemToKill() : SharedSystem(new SekishoProcess { Workers = 2 });
}
