using System.Text;
using Sekisho.Smtp.Client.Contents;
using Sekisho.Smtp.Client.Results;
using Sekisho.Smtp.Envelopes;
using Sekisho.Testing;
using Sekisho.Testing.Smtp;

namespace Sekisho.Smtp.Tests.Client;

public sealed class OutboundLineEndTests
{
    [Theory]
    [InlineData("", ".\r\n")]
    [InlineData(".", "..\r\n.\r\n")]
    [InlineData("a", "a\r\n.\r\n")]
    [InlineData("a\r\n", "a\r\n.\r\n")]
    [InlineData(".\r\n", "..\r\n.\r\n")]
    [InlineData("a\r\n.\r\nb", "a\r\n..\r\nb\r\n.\r\n")]
    [InlineData("a\n.\nb", "a\r\n..\r\nb\r\n.\r\n")]
    [InlineData("a\r.\rb", "a\r\n..\r\nb\r\n.\r\n")]
    [InlineData("a\r", "a\r\n.\r\n")]
    [InlineData("a\r\r\n.b", "a\r\n\r\n..b\r\n.\r\n")]
    [InlineData("a\n\r.", "a\r\n\r\n..\r\n.\r\n")]
    [InlineData("\r\n.\r\n", "\r\n..\r\n.\r\n")]
    public void Content_leaves_with_one_kind_of_line_end_and_stuffed_dots(string content, string expected)
    {
        Assert.Equal(expected, Stuff(content, int.MaxValue, 100));

        // The same in pieces of any size, into any room.
        for (var piece = 1; piece <= 3; piece++)
            for (var room = DotStuffing.SpareBytes + 1; room < DotStuffing.SpareBytes + 5; room++)
                Assert.Equal(expected, Stuff(content, piece, room));
    }

    [Fact]
    public void Any_content_leaves_safe_and_otherwise_unchanged()
    {
        var mutator = new Sekisho.Testing.Fuzzing.Mutator(7, ["a\r\n.\r\nb\r\n..c\n.d\r.e\r\n"u8.ToArray(), ".\n.\r.\r\n"u8.ToArray()], 200);
        for (var i = 0; i < 20_000; i++)
        {
            var content = Encoding.Latin1.GetString(mutator.Next()).Replace("\0", "", StringComparison.Ordinal);
            var sent = Stuff(content, 1 + (i % 50), 9 + (i % 60));
            AssertSafe(sent);
            Assert.Equal(Expected(content), Unstuff(sent));
        }
    }

    [Fact]
    public void A_NUL_stops_the_writer()
    {
        var stuffing = new DotStuffing();
        Span<byte> output = stackalloc byte[100];
        stuffing.Write("ab\0cd"u8, output, out _);
        Assert.True(stuffing.FoundNul);
        Assert.Equal(0, stuffing.Write("ef"u8, output, out _));
    }

    [CorpusFact("mail/smuggling")]
    public async Task No_end_of_data_sequence_in_a_content_splits_a_message()
    {
        var rows = 0;
        await using var server = ScriptedSmtpServer.Start();
        foreach (var line in File.ReadLines(Corpora.PathOf("mail/smuggling/end-of-data.tsv")).Skip(1))
        {
            var columns = line.Split('\t');
            var sequence = Encoding.Latin1.GetString(Convert.FromHexString(columns[1]));
            var smuggled = sequence + "MAIL FROM:<evil@example.org>\r\nRCPT TO:<victim@example.net>\r\nDATA\r\nsmuggled\r\n";
            var content = columns[2] == "first" ? smuggled : "Subject: x\r\n\r\ntext" + smuggled;
            var before = server.Messages.Count;
            await using var client = await ClientUnderTest.StartAsync(server);
            var result = await client.SendAsync(ClientUnderTest.From("s@example.org", "a@example.net"), content);
            rows++;
            if (sequence.Contains('\0', StringComparison.Ordinal))
            {
                Assert.Equal((SmtpOutcome.Failed, SmtpProblem.BadMessage, "5.6.0"), (result.Recipients[0].Outcome, result.Recipients[0].Problem, result.Recipients[0].Reply.Enhanced.ToString()));
                Assert.False(client.Connection.IsReusable);
                Assert.Equal(before, server.Messages.Count);
                continue;
            }

            Assert.Equal(SmtpOutcome.Delivered, result.Recipients[0].Outcome);
            var message = server.Messages[before];
            Assert.Equal(before + 1, server.Messages.Count);
            AssertSafe(Encoding.Latin1.GetString(message.Raw) + ".\r\n");
            Assert.Equal(Expected(content), Encoding.Latin1.GetString(message.Content));
        }

        Assert.Equal(26, rows);
    }

    [Theory]
    [InlineData("text\0")]
    [InlineData("text\n.\r")]
    public async Task Content_with_NUL_or_bare_line_ends_goes_unchanged_as_BINARYMIME_where_offered(string text)
    {
        await using var server = ScriptedSmtpServer.Start();
        server.Extensions = ["PIPELINING", "8BITMIME", "CHUNKING", "BINARYMIME"];
        await using var client = await ClientUnderTest.StartAsync(server);
        Assert.Equal(SmtpOutcome.Delivered, (await client.SendAsync(ClientUnderTest.From("", "a@example.net"), text)).Recipients[0].Outcome);
        var message = Assert.Single(server.Messages);
        Assert.Equal((true, text, "MAIL FROM:<> BODY=BINARYMIME"), (message.ByBdat, Encoding.Latin1.GetString(message.Content), message.MailFrom));
        Assert.Contains($"BDAT {text.Length} LAST", server.Commands);

        // Clean content still goes by DATA.
        await client.SendAsync(ClientUnderTest.From("", "a@example.net"), "clean\r\n");
        Assert.False(server.Messages[1].ByBdat);
    }

    [Fact]
    public async Task Refusals_of_a_chunk_are_results()
    {
        foreach (var (reply, outcome) in new[] { ("450 4.0.0 Later", SmtpOutcome.Deferred), ("554 5.0.0 Never", SmtpOutcome.Failed), ("CLOSE", SmtpOutcome.Deferred) })
        {
            await using var server = ScriptedSmtpServer.Start();
            server.Extensions = ["CHUNKING", "BINARYMIME"];
            server.Reply = command => command == "(content)" ? reply : null;
            await using var client = await ClientUnderTest.StartAsync(server);
            Assert.Equal(outcome, (await client.SendAsync(ClientUnderTest.From("", "a@example.net"), "\0")).Recipients[0].Outcome);
        }
    }

    [Fact]
    public async Task A_binary_message_is_not_changed_for_a_server_without_BINARYMIME()
    {
        await using var server = ScriptedSmtpServer.Start();
        await using var client = await ClientUnderTest.StartAsync(server);
        var binary = ClientUnderTest.From("", "a@example.net") with { Body = BodyType.BinaryMime };
        foreach (var (content, code) in new[] { ("bare\nline", "5.6.3"), ("nul\0", "5.6.0") })
        {
            var result = await client.SendAsync(binary, content);
            Assert.Equal((SmtpOutcome.Failed, code), (result.Recipients[0].Outcome, result.Recipients[0].Reply.Enhanced.ToString()));
        }

        Assert.Empty(server.Messages);
        Assert.Equal(SmtpOutcome.Delivered, (await client.SendAsync(binary, "lines only\r\n")).Recipients[0].Outcome);
        Assert.Equal("MAIL FROM:<> SIZE=12 BODY=8BITMIME", server.Messages[0].MailFrom);
    }

    private static string Stuff(string content, int pieceBytes, int room)
    {
        var stuffing = new DotStuffing();
        var sent = new StringBuilder();
        var output = new byte[room];
        for (ReadOnlySpan<byte> rest = Encoding.Latin1.GetBytes(content); !rest.IsEmpty;)
        {
            var written = stuffing.Write(rest[..Math.Min(pieceBytes, rest.Length)], output, out var consumed);
            sent.Append(Encoding.Latin1.GetString(output, 0, written));
            rest = rest[consumed..];
        }

        return sent.Append(Encoding.Latin1.GetString(output, 0, stuffing.Finish(output))).ToString();
    }

    /// <summary>Only CRLF line ends; a lone dot only at the very end.</summary>
    private static void AssertSafe(string sent)
    {
        for (var i = 0; i < sent.Length; i++)
        {
            if (sent[i] == '\r') Assert.True(i + 1 < sent.Length && sent[i + 1] == '\n', "a bare CR left");
            if (sent[i] == '\n') Assert.True(i > 0 && sent[i - 1] == '\r', "a bare LF left");
        }

        var lines = sent.Split("\r\n");
        Assert.Equal(lines.Length - 2, Array.IndexOf(lines, "."));
        Assert.Equal("", lines[^1]);
    }

    // Written another way than the product: by text replacement.
    private static string Expected(string content)
    {
        var lines = content.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n').Split('\n').ToList();
        if (lines[^1].Length == 0) lines.RemoveAt(lines.Count - 1);
        return string.Concat(lines.Select(line => line + "\r\n"));
    }

    private static string Unstuff(string sent) =>
        string.Concat(sent[..^3].Split("\r\n")[..^1].Select(line => (line.StartsWith('.') ? line[1..] : line) + "\r\n"));
}
