using System.Globalization;
using System.Text;
using Sekisho.Flow.Tests.Support;
using Xunit.Abstractions;

namespace Sekisho.Flow.Tests;

/// <summary>Many idle connections, large messages and hostile sizes: bounded memory, and others are served on.</summary>
public sealed class LoadTests(ITestOutputHelper output, SharedSystem system) : IClassFixture<SharedSystem>
{
    private const long Megabyte = 1024 * 1024;

    [Fact]
    public async Task Ten_thousand_idle_connections_leave_room_for_mail()
    {
        const int idle = 10_000;
        await using var sink = new SinkServer();
        var sekisho = system.Sekisho;
        var domain = await system.AddTenantAsync(sink);
        var connections = new List<RawSmtpClient>();
        try
        {
            for (var i = 0; i < idle; i++)
            {
                var client = await RawSmtpClient.OpenAsync(sekisho.Mx);
                connections.Add(client);
                if (i % 500 == 0) await client.ExpectAsync("220");
            }

            await connections[^1].ExpectAsync("220");
            await using var sender = await RawSmtpClient.ConnectAsync(sekisho.Mx);
            Assert.StartsWith("250", await sender.SendMessageAsync("a@b.test", [$"x@{domain}"], WireForm.Stuffed("Subject: x\r\n\r\nx\r\n"u8)), StringComparison.Ordinal);
            var memory = MemoryBytes(Assert.Single(await sekisho.ProcessesAsync("mx")), "VmRSS:");
            output.WriteLine($"mx with {idle} idle connections: {memory / Megabyte} MB");
            Assert.True(memory < 400 * Megabyte, $"{memory / Megabyte} MB");
        }
        finally
        {
            foreach (var connection in connections) await connection.DisposeAsync();
        }
    }

    [Fact]
    public async Task Messages_of_fifty_megabytes_pass_with_bounded_memory()
    {
        const int count = 4;
        await using var sink = new SinkServer();
        await using var sekisho = await StartAsync(sink, "");
        var message = Large(50 * Megabyte - 4096);
        await Parallel.ForAsync(0, count, async (i, cancellation) =>
        {
            await using var client = await RawSmtpClient.ConnectAsync(sekisho.Mx, cancellation);
            Assert.StartsWith("250", await client.SendMessageAsync("a@b.test", [$"x{i}@load.test"], message, cancellation), StringComparison.Ordinal);
        });
        Assert.True(await SinkServer.WaitAsync(() => sink.Count == count, TimeSpan.FromMinutes(2)), $"{sink.Count} of {count} arrived");
        foreach (var role in (string[])["mx", "inspect", "store", "deliver"])
        {
            foreach (var id in await sekisho.ProcessesAsync(role))
            {
                var peak = MemoryBytes(id, "VmHWM:");
                output.WriteLine($"{role}: peak {peak / Megabyte} MB");
                Assert.True(peak < 500 * Megabyte, $"{role}: {peak / Megabyte} MB");
            }
        }
    }

    [Fact]
    public async Task A_message_over_the_limit_is_refused_and_the_connection_goes_on()
    {
        await using var sink = new SinkServer();
        await using var sekisho = await StartAsync(sink, """
            limits:
              messageBytes: 1048576
            """);
        await using var client = await RawSmtpClient.ConnectAsync(sekisho.Mx);
        Assert.StartsWith("552", await client.SendMessageAsync("a@b.test", ["x@load.test"], Large(Megabyte + 1)), StringComparison.Ordinal);
        await client.CommandAsync("RSET", "250");
        await client.CommandAsync("MAIL FROM:<a@b.test> SIZE=1048577", "552");
        Assert.StartsWith("250", await client.SendMessageAsync("a@b.test", ["x@load.test"], Large(Megabyte - 4096)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_hundred_thousand_recipients_are_cut_off()
    {
        await using var sink = new SinkServer();
        var sekisho = system.Sekisho;
        var domain = await system.AddTenantAsync(sink);
        await using var client = await RawSmtpClient.ConnectAsync(sekisho.Mx);
        var commands = new StringBuilder("MAIL FROM:<a@b.test>\r\n");
        for (var i = 0; i < 100_000; i++) commands.Append(CultureInfo.InvariantCulture, $"RCPT TO:<p{i}@{domain}>\r\n");
        var writing = client.WriteAsync(Encoding.ASCII.GetBytes(commands.ToString()));
        var accepted = 0;
        try
        {
            await client.ExpectAsync("250");
            for (var i = 0; i < 100_000; i++)
            {
                var reply = await client.ReadReplyAsync();
                if (reply.StartsWith("250", StringComparison.Ordinal)) accepted++;
                if (reply.StartsWith("421", StringComparison.Ordinal)) break;
            }

            await writing;
        }
        catch (IOException)
        {
            // The server closed while we were still writing: that is the point.
        }

        Assert.InRange(accepted, 100, 1000);
        await using var next = await RawSmtpClient.ConnectAsync(sekisho.Mx);
        Assert.StartsWith("250", await next.SendMessageAsync("a@b.test", [$"x@{domain}"], WireForm.Stuffed("Subject: x\r\n\r\nx\r\n"u8)), StringComparison.Ordinal);
    }

    private static async Task<SekishoProcess> StartAsync(SinkServer sink, string configuration)
    {
        var sekisho = new SekishoProcess { Workers = 2, ExtraConfiguration = configuration };
        await sekisho.StartAsync();
        await sekisho.AddTenantAsync("load", "load.test", sink.Address, "--relay-tls", "none");
        return sekisho;
    }

    /// <summary>A message of about so many bytes: base64 lines of an attachment.</summary>
    private static byte[] Large(long bytes)
    {
        var line = Encoding.ASCII.GetBytes(new string('A', 76) + "\r\n");
        using var message = new MemoryStream();
        message.Write("From: <a@b.test>\r\nSubject: large\r\nContent-Type: application/octet-stream; name=data.bin\r\nContent-Transfer-Encoding: base64\r\n\r\n"u8);
        while (message.Length + line.Length <= bytes) message.Write(line);
        while (message.Length < bytes - 2) message.WriteByte((byte)'A');
        message.Write("\r\n.\r\n"u8);
        return message.ToArray();
    }

    private static long MemoryBytes(int process, string field)
    {
        var line = File.ReadLines($"/proc/{process}/status").First(line => line.StartsWith(field, StringComparison.Ordinal));
        return long.Parse(line.AsSpan(field.Length).Trim().ToString().Split(' ')[0], CultureInfo.InvariantCulture) * 1024;
    }
}
