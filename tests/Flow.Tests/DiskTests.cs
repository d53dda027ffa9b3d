using System.Text;
using Sekisho.Flow.Tests.Support;
using Xunit.Abstractions;

namespace Sekisho.Flow.Tests;

/// <summary>A disk that is full or gone is answered with 4xx; what was acknowledged stays.</summary>
public sealed class DiskTests(ITestOutputHelper output)
{
    [MountFact]
    public async Task A_full_disk_is_answered_with_4xx_and_nothing_acknowledged_is_lost()
    {
        await using var disk = await TinyDisk.MountAsync(96) ?? throw new InvalidOperationException("root may not mount here");
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
        Assert.True(await SinkServer.WaitAsync(() => sink.Count == acknowledged, TimeSpan.FromSeconds(60)), $"{sink.Count} of {acknowledged} arrived");

        // With the queue empty there is room again, without a restart.
        await using var next = await RawSmtpClient.ConnectAsync(sekisho.Mx);
        Assert.StartsWith("250", await next.SendMessageAsync("a@b.test", ["again@disk.test"], Message(400_000)), StringComparison.Ordinal);
    }

    [MountFact]
    public async Task A_disk_without_a_free_byte_is_answered_with_4xx_until_there_is_room()
    {
        await using var disk = await TinyDisk.MountAsync(256) ?? throw new InvalidOperationException("root may not mount here");
        await using var sink = new SinkServer();
        await using var sekisho = new SekishoProcess(Path.Combine(disk.Folder, "data"));
        await sekisho.StartAsync();
        await sekisho.AddTenantAsync("disk", "disk.test", sink.Address, "--relay-tls", "none");
        await using var client = await RawSmtpClient.ConnectAsync(sekisho.Mx);
        Assert.StartsWith("250", await client.SendMessageAsync("a@b.test", ["one@disk.test"], Message(1000)), StringComparison.Ordinal);
        Assert.True(await SinkServer.WaitAsync(() => sink.Count == 1, TimeSpan.FromSeconds(30)));

        var filler = Path.Combine(disk.Folder, "filler");
        await using (var file = File.Create(filler))
        {
            var block = new byte[64 * 1024];
            var full = false;
            while (!full)
            {
                try
                {
                    await file.WriteAsync(block);
                    await file.FlushAsync();
                }
                catch (IOException)
                {
                    full = true;
                }
            }
        }

        Assert.StartsWith("452 4.3.1", await client.SendMessageAsync("a@b.test", ["two@disk.test"], Message(1000)), StringComparison.Ordinal);
        File.Delete(filler);
        await client.CommandAsync("RSET", "250");
        Assert.StartsWith("250", await client.SendMessageAsync("a@b.test", ["three@disk.test"], Message(1000)), StringComparison.Ordinal);
        Assert.True(await SinkServer.WaitAsync(() => sink.Count == 2, TimeSpan.FromSeconds(30)));
    }

    private static byte[] Message(int bytes) => WireForm.Stuffed(Encoding.ASCII.GetBytes(
        "From: <a@b.test>\r\nSubject: disk\r\n\r\n" + string.Concat(Enumerable.Repeat(new string('x', 70) + "\r\n", bytes / 72))));
}
