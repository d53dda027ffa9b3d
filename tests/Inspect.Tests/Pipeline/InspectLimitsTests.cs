using System.Text;
using Sekisho.Inspect.Tests.Attachments;
using Sekisho.Inspect.Verdicts;

namespace Sekisho.Inspect.Tests.Pipeline;

/// <summary>Every limit at its value and one past it.</summary>
public sealed class InspectLimitsTests
{
    [Fact]
    public Task Depth() => AtAndPastAsync("Mime.Depth", n => Nested(n), limit => new InspectLimits { MaxDepth = limit }, limit: 4, hides: true);

    [Fact]
    public Task Parts() => AtAndPastAsync("Mime.Parts", n => Multipart(n - 1), limit => new InspectLimits { MaxParts = limit }, limit: 8, hides: true);

    [Fact]
    public Task Decoded_bytes() => AtAndPastAsync("MaxDecodedBytes",
        n => Inspecting.WithAttachment("a.bin", new byte[n]), limit => new InspectLimits { MaxDecodedBytes = EncodedLength(limit) }, limit: 300, hides: true);

    [Fact]
    public Task Text_of_one_part() => AtAndPastAsync("MaxTextChars",
        n => "Date: Sat, 08 Aug 2026 06:00:00 +0000\n\n" + new string('x', n), limit => new InspectLimits { MaxTextChars = limit }, limit: 500, hides: true);

    [Fact]
    public Task Text_of_all_parts() => AtAndPastAsync("MaxTotalTextChars",
        n => Multipart(4, new string('x', n / 4), new string('x', n % 4)), limit => new InspectLimits { MaxTotalTextChars = limit }, limit: 400, hides: true);

    [Fact]
    public Task Links() => AtAndPastAsync("MaxLinks",
        n => "Date: Sat, 08 Aug 2026 06:00:00 +0000\n\n" + string.Join('\n', Enumerable.Range(0, n).Select(i => $"https://example.com/{i}")), limit => new InspectLimits { MaxLinks = limit }, limit: 10, hides: true);

    [Fact]
    public Task Archive_members() => AtAndPastAsync("MaxArchiveMembers", ZipMessage, limit => new InspectLimits { MaxArchiveMembers = limit }, limit: 5, hides: true);

    [Fact]
    public Task Archive_looks() => AtAndPastAsync("MaxArchiveLooks", ZipMessage, limit => new InspectLimits { MaxArchiveLooks = limit }, limit: 5, hides: true);

    [Fact]
    public Task Fact_items() => AtAndPastAsync("MaxFactItems",
        n => "Date: Sat, 08 Aug 2026 06:00:00 +0000\n\n" + string.Join('\n', Enumerable.Range(0, n).Select(i => $"https://example.com/{i}")), limit => new InspectLimits { MaxFactItems = limit }, limit: 10, hides: false);

    [Fact]
    public async Task Fact_characters_are_cut_at_the_limit()
    {
        var options = new InspectOptions { Limits = new InspectLimits { MaxFactChars = 20 } };
        Assert.Equal(new string('s', 20), (await Inspecting.MessageAsync($"Subject: {new string('s', 20)}\n\n", options)).Fact("subject"));
        Assert.Equal(new string('s', 20), (await Inspecting.MessageAsync($"Subject: {new string('s', 21)}\n\n", options)).Fact("subject"));
        Assert.Equal(new string('s', 19), (await Inspecting.MessageAsync($"Subject: {new string('s', 19)}\U0001F600\n\n", options)).Fact("subject"));
    }

    private static async Task AtAndPastAsync(string name, Func<int, string> message, Func<int, InspectLimits> limits, int limit, bool hides)
    {
        var fact = hides ? "inspection.limits" : "inspection.limits_soft";
        var at = await Inspecting.MessageAsync(message(limit), new InspectOptions { Limits = limits(limit) });
        Assert.DoesNotContain(name, at.List(fact));
        var past = await Inspecting.MessageAsync(message(limit + 1), new InspectOptions { Limits = limits(limit) });
        Assert.Contains(name, past.List(fact));
        if (!hides) return;
        Assert.Equal(Disposition.Quarantine, past.Disposition);
        Assert.Contains(ReasonCode.StructureLimit, past.Codes());
    }

    /// <summary>How many bytes of base64 text with line ends stand for so many bytes: the budget is charged before decoding.</summary>
    private static long EncodedLength(int bytes) => Convert.ToBase64String(new byte[bytes], Base64FormattingOptions.InsertLineBreaks).Length;

    private static string ZipMessage(int members) =>
        Inspecting.WithAttachment("a.zip", ZipBytes.Of([.. Enumerable.Range(0, members).Select(i => ($"{i}.txt", "words"u8.ToArray()))]));

    private static string Multipart(int parts, string text = "words", string last = "")
    {
        var message = new StringBuilder("MIME-Version: 1.0\nDate: Sat, 08 Aug 2026 06:00:00 +0000\nContent-Type: multipart/mixed; boundary=b\n\n");
        for (var i = 0; i < parts; i++) message.Append("--b\nContent-Type: text/plain\n\n").Append(text).Append(i == parts - 1 ? last : "").Append('\n');
        return message.Append("--b--\n").ToString();
    }

    private static string Nested(int levels)
    {
        var message = new StringBuilder("MIME-Version: 1.0\nDate: Sat, 08 Aug 2026 06:00:00 +0000\n");
        for (var i = 0; i < levels; i++) message.Append($"Content-Type: multipart/mixed; boundary=level{i}x\n\n--level{i}x\n");
        message.Append("Content-Type: text/plain\n\nwords\n");
        for (var i = levels - 1; i >= 0; i--) message.Append($"--level{i}x--\n");
        return message.ToString();
    }
}
