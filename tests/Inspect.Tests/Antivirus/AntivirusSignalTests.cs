using System.Text;
using Sekisho.Inspect.Antivirus;
using Sekisho.Inspect.Verdicts;
using Sekisho.Testing;

namespace Sekisho.Inspect.Tests.Antivirus;

public sealed class AntivirusSignalTests
{
    [Fact]
    public async Task Without_a_scanner_there_are_no_facts_of_one()
    {
        var verdict = await Inspecting.MessageAsync(Inspecting.WithAttachment("a.pdf", "%PDF-1.4\n"u8.ToArray()));
        Assert.DoesNotContain(verdict.Facts.Values.Keys, name => name.StartsWith("antivirus.", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_message_and_each_attachment_as_we_decode_it_are_scanned()
    {
        var streams = new List<string>();
        await using var clamd = new FakeClamd(async peer =>
        {
            await peer.ReadCommandAsync();
            for (var i = 1; ; i++)
            {
                streams.Add(Encoding.UTF8.GetString(await peer.ReadScanAsync()));
                await peer.SayAsync($"{i}: stream: OK\0");
            }
        });
        var message = Inspecting.WithAttachment("a.txt", "decoded"u8.ToArray());
        var verdict = await Inspecting.MessageAsync(message, new InspectOptions { ClamdAddress = clamd.Address });
        Assert.Equal([message.ReplaceLineEndings("\r\n"), "decoded"], streams);
        Assert.Equal("clean", verdict.Fact("antivirus.result"));
        Assert.Equal(2L, verdict.Fact("antivirus.scans"));
        Assert.Equal(Disposition.Accept, verdict.Disposition);
    }

    [Fact]
    public async Task A_scanner_that_is_away_holds_the_message()
    {
        var verdict = await Inspecting.MessageAsync("Subject: a\n\nb", new InspectOptions { ClamdAddress = "unix:/nonexistent/clamd.ctl" });
        Assert.Equal(Disposition.Defer, verdict.Disposition);
        Assert.Equal([ReasonCode.ScannerUnavailable], verdict.Codes());
        Assert.Equal("unavailable", verdict.Fact("antivirus.result"));
    }

    [Fact]
    public async Task A_scanner_that_is_silent_holds_the_message()
    {
        await using var clamd = new FakeClamd(peer => peer.HangAsync());
        var verdict = await Inspecting.MessageAsync("Subject: a\n\nb", new InspectOptions { ClamdAddress = clamd.Address, ClamdTimeoutSeconds = 1 });
        Assert.Equal([ReasonCode.ScannerUnavailable], verdict.Codes());
        Assert.Equal("no answer in 1 s", verdict.Reasons[0].Evidence);
    }

    [Theory]
    [InlineData(Disposition.Quarantine)]
    [InlineData(Disposition.Accept)]
    public async Task A_message_too_large_for_the_scanner_becomes_what_the_operator_wants(Disposition disposition)
    {
        await using var clamd = new FakeClamd(peer => peer.HangAsync());
        var verdict = await Inspecting.MessageAsync("Date: Sat, 08 Aug 2026 06:00:00 +0000\n\n" + new string('x', 100),
            new InspectOptions { ClamdAddress = clamd.Address, ClamdMaxBytes = 100, WhenTooLargeForScanner = disposition });
        Assert.Equal(disposition, verdict.Disposition);
        Assert.Equal("too_large", verdict.Fact("antivirus.result"));
        Assert.Single(verdict.List("antivirus.too_large"));
    }

    [ProgramFact("clamd")]
    public async Task A_real_clamd_finds_the_marker_in_a_text_and_in_an_attachment_over_one_connection()
    {
        await using var clamd = await RealClamd.StartAsync();
        await using var inspector = Inspector.Create(new InspectOptions { ClamdAddress = clamd.Address });
        foreach (var (message, found) in ((string, bool)[])
        [
            ("Date: Sat, 08 Aug 2026 06:00:00 +0000\n\nclean words", false),
            ("Date: Sat, 08 Aug 2026 06:00:00 +0000\n\nwords with " + RealClamd.Marker, true),
            (Inspecting.WithAttachment("a.txt", Encoding.ASCII.GetBytes("an attachment with " + RealClamd.Marker)), true),
            ("Date: Sat, 08 Aug 2026 06:00:00 +0000\n\nclean again", false),
        ])
        {
            var verdict = await inspector.InspectAsync(Inspecting.Request, Encoding.UTF8.GetBytes(message.ReplaceLineEndings("\r\n")));
            Assert.Equal(found ? Disposition.Reject : Disposition.Accept, verdict.Disposition);
            Assert.Equal(found ? "infected" : "clean", verdict.Fact("antivirus.result"));
            if (found) Assert.Equal((ReasonCode.Malware, "antivirus.signatures: Sekisho.Test.Marker.UNOFFICIAL", 100), (verdict.Reasons[0].Code, verdict.Reasons[0].Evidence, verdict.Reasons[0].Points));
        }
    }

    [ProgramFact("clamd")]
    public async Task A_real_clamd_finds_what_it_would_not_find_in_the_message_because_we_give_it_the_decoded_attachment()
    {
        // Named encodings with a blank in them are read by lenient clients; the attachment is scanned as the message library decodes it.
        await using var clamd = await RealClamd.StartAsync();
        var message = Inspecting.WithAttachment("a.txt", Encoding.ASCII.GetBytes(RealClamd.Marker))
            .Replace("Content-Transfer-Encoding: base64", "Content-Transfer-Encoding: \"base64\"", StringComparison.Ordinal);
        var verdict = await Inspecting.MessageAsync(message, new InspectOptions { ClamdAddress = clamd.Address });
        Assert.Equal(Disposition.Reject, verdict.Disposition);
    }

    [ProgramFact("clamd")]
    public async Task A_real_clamds_own_size_limit_is_too_large_and_the_next_scan_works()
    {
        await using var clamd = await RealClamd.StartAsync(streamMaxMegabytes: 1);
        Assert.True(ClamdAddress.TryParse(clamd.Address, out var address));
        await using var client = new ClamdClient(address!, TimeSpan.FromSeconds(30), 100_000_000, TimeProvider.System);
        Assert.Equal(ScanOutcome.Clean, (await client.ScanAsync(new byte[1024 * 1024], default)).Outcome);
        Assert.Equal(ScanOutcome.TooLarge, (await client.ScanAsync(new byte[(1024 * 1024) + 1], default)).Outcome);
        Assert.Equal(ScanOutcome.TooLarge, (await client.ScanAsync(new byte[30_000_000], default)).Outcome);
        Assert.Equal(ScanOutcome.Found, (await client.ScanAsync(Encoding.ASCII.GetBytes(RealClamd.Marker), default)).Outcome);
    }
}
