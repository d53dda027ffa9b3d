using System.Text;
using Sekisho.Flow.Tests.Support;
using Sekisho.Testing;
using Xunit.Abstractions;

namespace Sekisho.Flow.Tests;

/// <summary>A disk that is full or gone is answered with 4xx; what was acknowledged stays.</summary>
public sealed class DiskTests(ITestOutputHelper output)
{
    [MountFact]
    public async Task A_full_disk_is_answered_with_4xx_and_nothing_acknowledged_is_lost()
    {
        using var disk = TinyDisk.TryMount(96) ?? throw new InvalidOperationException("root may not mount here");
        await using var sink = new SinkServer();
        var down = true;
        sink.Misbehave = (stage, _) => Volatile.Read(ref down) && stage == "mail" ? "451 4.3.0 not now" : null;
        await using var sekisho = new SekishoProcess(Path.Combine(disk.Folder, "data"));
        await sekisho.StartAsync();
        await sekisho.AddTenantAsync("disk", "disk.test", sink.Address, "--relay-tls", "none");

        var acknowledged = 0;
        var refusal = "";
        await using (var client = await RawSmtpClient.ConnectAsync(sekisho.Mx))
        {
            for (var i = 0; i < 400 && refusal.Length == 0; i++)
            {
                var reply = await client.SendMessageAsync("a@b.test", [$"p{i}@disk.test"], Message(400_000));
                if (reply.StartsWith("250", StringComparison.Ordinal)) acknowledged++;
                else refusal = reply;
            }
        }

        output.WriteLine($"acknowledged {acknowledged}, then: {refusal}");
        Assert.StartsWith("452 4.3.1", refusal, StringComparison.Ordinal);
        Assert.True(acknowledged > 10);
        Volatile.Write(ref down, false);
        await sekisho.RunAsync("queue", "flush");
        Assert.True(await SinkServer.WaitAsync(() => sink.Count == acknowledged, TimeSpan.FromMinutes(2)), $"{sink.Count} of {acknowledged} arrived");

        // With the queue empty there is room again, without a restart.
        await using var next = await RawSmtpClient.ConnectAsync(sekisho.Mx);
        Assert.StartsWith("250", await next.SendMessageAsync("a@b.test", ["again@disk.test"], Message(400_000)), StringComparison.Ordinal);
    }

    [MountFact]
    public async Task A_disk_without_a_free_byte_is_answered_with_4xx_until_there_is_room()
    {
        using var disk = TinyDisk.TryMount(256) ?? throw new InvalidOperationException("root may not mount here");
        await using var sink = new SinkServer();
        await using var sekisho = new SekishoProcess(Path.Combine(disk.Folder, "data"));
        await sekisho.StartAsync();
        await sekisho.AddTenantAsync("disk", "disk.test", sink.Address, "--relay-tls", "none");
        await using var client = await RawSmtpClient.ConnectAsync(sekisho.Mx);
        Assert.StartsWith("250", await client.SendMessageAsync("a@b.test", ["one@disk.test"], Message(1000)), StringComparison.Ordinal);
        Assert.True(await SinkServer.WaitAsync(() => sink.Count == 1, TimeSpan.FromMinutes(2)));

        var filler = Path.Combine(disk.Folder, "filler");
        await FailingDisk.FillAsync(filler);
        Assert.StartsWith("452 4.3.1", await client.SendMessageAsync("a@b.test", ["two@disk.test"], Message(1000)), StringComparison.Ordinal);
        File.Delete(filler);
        await client.CommandAsync("RSET", "250");
        Assert.StartsWith("250", await client.SendMessageAsync("a@b.test", ["three@disk.test"], Message(1000)), StringComparison.Ordinal);
        Assert.True(await SinkServer.WaitAsync(() => sink.Count == 2, TimeSpan.FromMinutes(2)));
    }

    [MountFact(device: true)]
    public async Task A_disk_that_fails_under_load_is_answered_with_4xx_and_nothing_acknowledged_is_lost()
    {
        await using var disk = await FailingDisk.MountAsync(128) ?? throw new InvalidOperationException("root may not mount a loop device here");
        await using var sink = new SinkServer();
        await using var sekisho = new SekishoProcess(Path.Combine(disk.Folder, "data"));
        await sekisho.StartAsync();
        await sekisho.AddTenantAsync("disk", "disk.test", sink.Address, "--relay-tls", "none");
        var load = new Load(() => sekisho.Mx, "someone@disk.test", connections: 4);
        using (var stop = new CancellationTokenSource())
        {
            var running = load.RunAsync(stop.Token);
            Assert.True(await SinkServer.WaitAsync(() => load.Acknowledged.Count > 100, TimeSpan.FromMinutes(2)), "no load");
            await disk.FailAsync();
            Assert.True(await SinkServer.WaitAsync(() => load.Sent - load.Acknowledged.Count > 20, TimeSpan.FromMinutes(2)), "nothing is refused");
            Assert.All(load.Refusals, refusal => Assert.StartsWith("45", refusal, StringComparison.Ordinal));
            await stop.CancelAsync();
            await running;
        }

        await sekisho.KillAllAsync();
        await disk.RepairAsync();
        await sekisho.StartAsync();
        var acknowledged = load.Acknowledged.ToHashSet();
        await SinkServer.WaitAsync(() => acknowledged.IsSubsetOf(sink.Messages.Select(Load.NumberOf)), TimeSpan.FromMinutes(2));
        var lost = acknowledged.Except(sink.Messages.Select(Load.NumberOf)).Count();
        output.WriteLine($"sent {load.Sent}, acknowledged {acknowledged.Count}, lost {lost}");
        Assert.Equal(0, lost);
    }

    private static byte[] Message(int bytes) => WireForm.Stuffed(Encoding.ASCII.GetBytes(
        "From: <a@b.test>\r\nSubject: disk\r\n\r\n" + string.Concat(Enumerable.Repeat(new string('x', 70) + "\r\n", bytes / 72))));
}
