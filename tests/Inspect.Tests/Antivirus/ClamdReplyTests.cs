using Sekisho.Inspect.Antivirus;

namespace Sekisho.Inspect.Tests.Antivirus;

public sealed class ClamdReplyTests
{
    [Theory]
    [InlineData("1: stream: OK", ScanOutcome.Clean, "")]
    [InlineData("1: stream: Test.Marker.UNOFFICIAL FOUND", ScanOutcome.Found, "Test.Marker.UNOFFICIAL")]
    [InlineData("1: stream: Heuristics.Limits.Exceeded.MaxFileSize FOUND", ScanOutcome.TooLarge, "Heuristics.Limits.Exceeded.MaxFileSize")]
    [InlineData("INSTREAM size limit exceeded. ERROR", ScanOutcome.TooLarge, "clamd's StreamMaxLength")]
    [InlineData("1: INSTREAM size limit exceeded. ERROR", ScanOutcome.TooLarge, "clamd's StreamMaxLength")]
    [InlineData("2: stream: OK", ScanOutcome.Unavailable, "an answer to request 2 instead of 1")]
    [InlineData("1: stream: Can't allocate memory ERROR", ScanOutcome.Unavailable, "clamd says: Can't allocate memory ERROR")]
    [InlineData("stream: OK", ScanOutcome.Unavailable, "an answer that makes no sense: 'stream: OK'")]
    [InlineData("1: OK", ScanOutcome.Unavailable, "an answer that makes no sense: '1: OK'")]
    [InlineData("", ScanOutcome.Unavailable, "an answer that makes no sense: ''")]
    [InlineData("220 mail\u0001 ESMTP", ScanOutcome.Unavailable, "an answer that makes no sense: '220 mail? ESMTP'")]
    public void Only_a_plain_answer_to_this_request_counts(string reply, object outcome, string detail) =>
        Assert.Equal(new ScanResult((ScanOutcome)outcome, detail), ClamdReply.Read(reply, 1));
}
