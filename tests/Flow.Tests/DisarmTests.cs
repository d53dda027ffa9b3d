using System.Text;
using System.Text.Json;
using Sekisho.Flow.Tests.Support;
using Sekisho.Mime;

namespace Sekisho.Flow.Tests;

/// <summary>A tenant that wants its mail disarmed gets it so, and has the originals; another gets it as it came.</summary>
public sealed class DisarmTests
{
    [Fact]
    public async Task Documents_arrive_without_what_runs_and_the_original_waits_in_quarantine_until_it_is_released()
    {
        await using var sink = new SinkServer();
        await using var sekisho = await StartAsync(sink);
        var id = await SendAsync(sekisho, "b@disarm.test");
        var original = await TraceAsync(sekisho, id);
        Assert.Equal("disarm", original.GetProperty("verdict").GetProperty("disposition").GetString());
        var rebuilt = original.GetProperty("disarmedAs").GetString()!;
        Assert.Equal(["accepted", "quarantined", "disarmed"], Steps(original));
        Assert.Equal(id, Assert.Single(await sekisho.JsonAsync("quarantine", "list")).GetProperty("id").GetString());

        await ArriveAsync(sink, 1);
        var harmless = sink.Messages.Single().Content;
        var header = Encoding.Latin1.GetString(harmless);
        Assert.Contains($"X-Sekisho-Disarmed: yes; original={id}\r\n", header, StringComparison.Ordinal);
        Assert.Contains($" id={rebuilt};\r\n\tdisarm; score=", header, StringComparison.Ordinal);
        var parts = MimeMessage.Read(harmless).Parts.Where(part => part.FileNames.Count > 0).ToDictionary(part => part.FileNames[0], part => part.DecodeBody());
        Assert.Equal(["a.docx", "a.pdf", "disarmed.txt"], parts.Keys.Order());
        Assert.DoesNotContain("vbaProject", Encoding.Latin1.GetString(parts["a.docx"]), StringComparison.Ordinal);
        Assert.DoesNotContain("JavaScript", Encoding.Latin1.GetString(parts["a.pdf"]), StringComparison.Ordinal);
        var note = Encoding.UTF8.GetString(parts["disarmed.txt"]);
        Assert.Contains($"kept in quarantine under {id}", note, StringComparison.Ordinal);
        Assert.Contains("マクロなどを取り除きました", note, StringComparison.Ordinal);

        var delivered = await TraceAsync(sekisho, rebuilt);
        Assert.Equal(id, delivered.GetProperty("disarmedFrom").GetString());
        Assert.Equal(["accepted", "disarmed", "queued"], Steps(delivered).Take(3));

        Assert.Equal(0, (await sekisho.RunAsync("quarantine", "release", id)).ExitCode);
        await ArriveAsync(sink, 2);
        Assert.Contains(sink.Messages, message => MimeMessage.Read(message.Content).Parts.Any(part => part.FileNames.Contains("a.docm") && part.DecodeBody().AsSpan().SequenceEqual(ActiveDocuments.Macros())));
    }

    [Fact]
    public async Task Another_tenant_and_messages_without_anything_active_are_left_alone()
    {
        await using var sink = new SinkServer();
        await using var sekisho = await StartAsync(sink);
        await sekisho.AddTenantAsync("other", "other.test", sink.Address, "--relay-tls", "none");
        var id = await SendAsync(sekisho, "c@other.test");
        Assert.NotEqual("disarm", (await TraceAsync(sekisho, id)).GetProperty("verdict").GetProperty("disposition").GetString());
        var plain = await SendAsync(sekisho, "b@disarm.test", "From: <a@elsewhere.test>\r\nTo: <b@disarm.test>\r\nSubject: page\r\n\r\nNothing here.\r\n");
        Assert.Equal(1, await CountAsync(sekisho, plain));
        await ArriveAsync(sink, 2);
        Assert.Contains(sink.Messages, message => Encoding.Latin1.GetString(message.Content).Contains("a.docm", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Whatever_is_killed_meanwhile_every_message_is_in_quarantine_and_a_harmless_one_arrives()
    {
        await using var sink = new SinkServer();
        await using var sekisho = await StartAsync(sink);
        var acknowledged = new List<string>();
        foreach (var role in (string[])["inspect", "store", "deliver"])
        {
            var killing = sekisho.KillAsync(role);
            for (var i = 0; i < 6; i++) if (await TrySendAsync(sekisho) is { } id) acknowledged.Add(id);
            await killing;
        }

        Assert.NotEmpty(acknowledged);
        Assert.True(
            await SinkServer.WaitAsync(() => acknowledged.TrueForAll(id => sink.Messages.Any(message => Encoding.Latin1.GetString(message.Content).Contains($"original={id}", StringComparison.Ordinal))), TimeSpan.FromSeconds(90)),
            $"of {acknowledged.Count} acknowledged {sink.Count} arrived\n{sekisho.Log}");
        var kept = (await sekisho.JsonAsync("quarantine", "list")).Select(item => item.GetProperty("id").GetString()!).ToHashSet();
        Assert.All(acknowledged, id => Assert.Contains(id, kept));
        Assert.DoesNotContain(sink.Messages, message => Encoding.Latin1.GetString(message.Content).Contains("a.docm", StringComparison.Ordinal));
    }

    private static async Task<SekishoProcess> StartAsync(SinkServer sink)
    {
        var sekisho = new SekishoProcess
        {
            ExtraConfiguration = """
                inspect:
                  workers: 1
                  whenActiveContent: disarm
                  disarm:
                    domains: [disarm.test]
                """,
        };
        await sekisho.StartAsync();
        await sekisho.AddTenantAsync("disarm", "disarm.test", sink.Address, "--relay-tls", "none");
        return sekisho;
    }

    private static async Task<string> SendAsync(SekishoProcess sekisho, string to, string? message = null)
    {
        await using var client = await RawSmtpClient.ConnectAsync(sekisho.Mx);
        var reply = await client.SendMessageAsync("a@elsewhere.test", [to], WireForm.Stuffed(Encoding.ASCII.GetBytes(message ?? Message(to))));
        Assert.StartsWith("250", reply, StringComparison.Ordinal);
        return reply.Split(' ')[^1];
    }

    private static async Task<string?> TrySendAsync(SekishoProcess sekisho)
    {
        try
        {
            await using var client = await RawSmtpClient.ConnectAsync(sekisho.Mx);
            var reply = await client.SendMessageAsync("a@elsewhere.test", ["b@disarm.test"], WireForm.Stuffed(Encoding.ASCII.GetBytes(Message("b@disarm.test"))));
            return reply.StartsWith("250", StringComparison.Ordinal) ? reply.Split(' ')[^1] : null;
        }
        catch (Exception exception) when (exception is IOException or System.Net.Sockets.SocketException or TimeoutException)
        {
            return null;
        }
    }

    private static string Message(string to) =>
        $"From: <a@elsewhere.test>\r\nTo: <{to}>\r\nDate: Sat, 08 Aug 2026 06:00:00 +0000\r\nMessage-ID: <1@elsewhere.test>\r\nSubject: The table you asked for\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n"
        + "--b\r\nContent-Type: text/plain\r\n\r\nHere are the figures of last month.\r\n"
        + Attachment("a.docm", "application/vnd.ms-word.document.macroEnabled.12", ActiveDocuments.Macros()) + Attachment("a.pdf", "application/pdf", ActiveDocuments.Script()) + "--b--\r\n";

    private static string Attachment(string name, string type, byte[] content) =>
        $"--b\r\nContent-Type: {type}; name={name}\r\nContent-Disposition: attachment; filename={name}\r\nContent-Transfer-Encoding: base64\r\n\r\n{Convert.ToBase64String(content, Base64FormattingOptions.InsertLineBreaks)}\r\n";

    private static async Task<JsonElement> TraceAsync(SekishoProcess sekisho, string id) => Assert.Single(await sekisho.JsonAsync("trace", id));

    private static async Task<int> CountAsync(SekishoProcess sekisho, string id) => Steps(await TraceAsync(sekisho, id)).Count(step => step is "queued");

    private static List<string> Steps(JsonElement trace) => [.. trace.GetProperty("events").EnumerateArray().Select(step => step.GetProperty("what").GetString()!)];

    private static async Task ArriveAsync(SinkServer sink, int count) =>
        Assert.True(await SinkServer.WaitAsync(() => sink.Count >= count, TimeSpan.FromSeconds(60)), "it never arrived");
}
