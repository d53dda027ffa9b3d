using System.Buffers;
using System.Text;
using Sekisho.Edge.Exempting;
using Sekisho.Edge.Intake;

namespace Sekisho.Edge.Tests.Exempting;

public sealed class ClaimedResultsTests
{
    private const string Ours = "mx.example";

    [Theory]
    [InlineData("Authentication-Results: mx.example; spf=pass\r\n")]
    [InlineData("authentication-RESULTS:MX.Example 1; none\r\n")]
    [InlineData("Authentication-Results : mx.example.; none\r\n")]
    [InlineData("Authentication-\u0001Results: mx.example; none\r\n")]
    [InlineData("\u007fAuthentication-Results: mx.example; none\r\n")]
    [InlineData("Authentication-Results:\r\n\tmx.example;\r\n\tspf=pass\r\n")]
    [InlineData("Authentication-Results: mx.\r\n example; spf=pass\r\n")]
    [InlineData("Authentication-Results: (;) mx.example; spf=pass\r\n")]
    [InlineData("Authentication-Results: \"mx.example\"; spf=pass\r\n")]
    [InlineData("Authentication-Results: \"mx\\.example\"; spf=pass\r\n")]
    [InlineData("Authentication-Results: =?utf-8?q?mx.example?=; spf=pass\r\n")]
    [InlineData("Authentication-Results: other.example/mx.example; spf=pass\r\n")]
    [InlineData("Authentication-Results: without a semicolon\r\n")]
    [InlineData("Authentication-Results\r\n")]
    public void What_may_claim_our_name_is_left_out_and_nothing_else(string field)
    {
        var message = $"Subject: a\r\n{field}To: b\r\n\r\n{field}";
        Assert.Equal($"Subject: a\r\nTo: b\r\n\r\n{field}", Without(message));
        Assert.Equal($"Subject: a\r\nTo: b\r\n\r\n{field}", Without(message, segmentBytes: 3));
    }

    [Theory]
    [InlineData("Authentication-Results: front.example.net; spf=pass smtp.mailfrom=mx.example\r\n")]
    [InlineData("Authentication-Results: front.example.net 1;\r\n\tdkim=pass (good) header.d=example.org\r\n")]
    [InlineData("X-Authentication-Results: mx.example; spf=pass\r\n")]
    [InlineData("ARC-Authentication-Results: i=1; mx.example; spf=pass\r\n")]
    [InlineData("Authentication-Results-Old: mx.example; spf=pass\r\n")]
    public void What_is_plainly_another_hosts_or_another_field_stays(string field)
    {
        var message = $"{field}To: b\r\n\r\nText\r\n";
        Assert.Null(ClaimedResults.Find(Sequence(message, 4096), Ours));
        Assert.Null(ClaimedResults.Find(Sequence(message, 2), Ours));
    }

    [Theory]
    [InlineData("")]
    [InlineData("\r\n")]
    [InlineData("Authentication-Results")]
    [InlineData("Authentication-Results: mx.example")]
    [InlineData("a\r\nAuthentication-Results:")]
    public void Messages_that_end_anywhere_are_read_to_their_end(string message) =>
        Assert.True(Without(message).Length <= message.Length);

    private static string Without(string message, int segmentBytes = 4096)
    {
        var content = Sequence(message, segmentBytes);
        return Encoding.Latin1.GetString(PrefixedContent.Of(default, content, ClaimedResults.Find(content, Ours) ?? []).ToArray());
    }

    private static ReadOnlySequence<byte> Sequence(string text, int segmentBytes)
    {
        var sequence = PrefixedContent.Of(default, default, []);
        foreach (var part in Encoding.Latin1.GetBytes(text).Chunk(segmentBytes)) sequence = Append(sequence, part);
        return sequence;
    }

    // Segments stay as they are: a prefix of whole sequences is made segment by segment.
    private static ReadOnlySequence<byte> Append(ReadOnlySequence<byte> start, byte[] part)
    {
        var memories = new List<ReadOnlyMemory<byte>>();
        foreach (var memory in start) memories.Add(memory);
        memories.Add(part);
        var sequence = new ReadOnlySequence<byte>(memories[^1]);
        for (var i = memories.Count - 2; i >= 0; i--) sequence = PrefixedContent.Of(memories[i], sequence, []);
        return sequence;
    }
}
