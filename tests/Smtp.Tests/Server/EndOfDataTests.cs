using System.Text;
using Sekisho.Testing;

namespace Sekisho.Smtp.Tests.Server;

public sealed class EndOfDataTests
{
    private const string Follows = "MAIL FROM:<smuggled@evil.example>\r\nRCPT TO:<victim@here.example>\r\nDATA\r\nSubject: smuggled\r\n\r\nsecond\r\n.\r\n";

    [CorpusFact("mail/smuggling")]
    public async Task Every_end_of_data_sequence_is_read_as_the_corpus_says()
    {
        var rows = 0;
        foreach (var line in (await File.ReadAllLinesAsync(Corpora.PathOf("mail/smuggling/end-of-data.tsv"))).Skip(1))
        {
            var fields = line.Split('\t');
            await RunRowAsync(fields[0], Convert.FromHexString(fields[1]), fields[2], fields[3] == "genuine-terminator", fields[4] == "accept");
            rows++;
        }

        Assert.Equal(26, rows);
    }

    [Fact]
    public async Task A_bare_line_feed_never_ends_data()
    {
        await using var dialog = await Dialog.GreetedAsync();
        await dialog.BeginAsync();
        await dialog.AskAsync("DATA");
        await dialog.SendAsync("text\n.\n" + Follows);
        Assert.Equal("550 5.6.0 Message has a bare CR, a bare LF or a NUL", await dialog.ReadAsync());
        Assert.Equal("503 5.5.1 MAIL first", await dialog.AskAsync("RCPT TO:<b@here.example>"));
        Assert.Equal("221 2.0.0 Bye", await dialog.AskAsync("QUIT"));
        Assert.Empty(dialog.Handler.Messages);
    }

    [Fact]
    public async Task After_a_refused_message_the_next_transaction_has_nothing_of_it()
    {
        await using var dialog = await Dialog.GreetedAsync();
        await dialog.BeginAsync();
        Assert.Equal("250 2.1.5 Recipient OK", await dialog.AskAsync("RCPT TO:<left-over@here.example>"));
        await dialog.AskAsync("DATA");
        await dialog.SendAsync("bare\rcarriage return\r\n.\r\n");
        Assert.StartsWith("550 5.6.0", await dialog.ReadAsync(), StringComparison.Ordinal);
        await dialog.BeginAsync();
        await dialog.AskAsync("DATA");
        await dialog.SendAsync("good\r\n.\r\n");
        Assert.Equal("250 2.0.0 Taken", await dialog.ReadAsync());
        var (envelope, content) = Assert.Single(dialog.Handler.Messages);
        Assert.Equal(["b@here.example"], envelope.Recipients.Select(recipient => recipient.Address));
        Assert.Equal("good\r\n", Encoding.ASCII.GetString(content));
    }

    private static async Task RunRowAsync(string id, byte[] sequence, string place, bool isTerminator, bool isAccepted)
    {
        await using var dialog = await Dialog.GreetedAsync();
        await dialog.BeginAsync(" BODY=8BITMIME");
        Assert.StartsWith("354", await dialog.AskAsync("DATA"), StringComparison.Ordinal);
        var before = place == "first" ? "" : "Subject: one\r\n\r\ntext";
        var after = isTerminator ? "" : "\r\n" + Follows;
        if (place == "after-text-split")
        {
            await dialog.SendAsync(before);
            foreach (var octet in sequence) await dialog.SendAsync([octet]);
        }
        else
        {
            await dialog.SendAsync([.. Encoding.ASCII.GetBytes(before), .. sequence, .. Encoding.ASCII.GetBytes(after)]);
        }

        var reply = await dialog.ReadAsync();
        Assert.True(reply.StartsWith(isAccepted ? "250 " : "550 5.6.0", StringComparison.Ordinal), $"{id}: {reply}");
        // Whatever was said: no second message, and the session is between transactions.
        Assert.True(await dialog.AskAsync("NOOP") == "250 2.0.0 OK", id);
        Assert.True(await dialog.AskAsync("DATA") == "503 5.5.1 MAIL first", id);
        Assert.Equal(isAccepted ? 1 : 0, dialog.Handler.Messages.Count);
        if (!isAccepted) return;
        var (envelope, content) = dialog.Handler.Messages[0];
        Assert.Equal("a@sender.example", envelope.ReversePath);
        Assert.Equal(Expected(before, sequence, isTerminator), Encoding.Latin1.GetString(content));
    }

    // What a reader of the RFC gets: everything before the end of data, one dot less at the beginning of a line.
    private static string Expected(string before, byte[] sequence, bool isTerminator)
    {
        var follows = isTerminator ? "" : "\r\n" + Follows;
        var all = before + Encoding.Latin1.GetString(sequence) + follows;
        var end = ("\r\n" + all).IndexOf("\r\n.\r\n", StringComparison.Ordinal);
        return ("\r\n" + all)[..(end + 2)].Replace("\r\n.", "\r\n", StringComparison.Ordinal)[2..];
    }
}
