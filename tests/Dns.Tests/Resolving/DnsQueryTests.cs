using Sekisho.Dns.Names;
using Sekisho.Dns.Records;
using Sekisho.Dns.Resolving;

namespace Sekisho.Dns.Tests.Resolving;

public sealed class DnsQueryTests
{
    [Theory]
    [InlineData(0, "Foreign")]
    [InlineData(1, "ErrorWithoutQuestion")]
    [InlineData(2, "ErrorWithoutQuestion")]
    [InlineData(3, "Foreign")]
    [InlineData(4, "ErrorWithoutQuestion")]
    [InlineData(5, "ErrorWithoutQuestion")]
    [InlineData(6, "Foreign")]
    public void Without_the_question_only_a_server_that_cannot_or_will_not_is_believed(int code, string expected)
    {
        var query = new DnsQuery(Name(), DnsRecordType.A, extended: true, mixCase: false);
        Assert.Equal(expected, query.Match(Bare(query, code, answers: 0)).ToString());
    }

    [Fact]
    public void Without_the_question_there_are_no_answers_either()
    {
        var query = new DnsQuery(Name(), DnsRecordType.A, extended: true, mixCase: false);
        Assert.Equal(AnswerMatch.Foreign, query.Match(Bare(query, code: 2, answers: 1)));
    }

    private static byte[] Bare(DnsQuery query, int code, byte answers) =>
        [query.Bytes.Span[0], query.Bytes.Span[1], 0x81, (byte)code, 0, 0, 0, answers, 0, 0, 0, 0];

    private static DnsName Name() => DnsName.TryParse("mail.example", out var name) ? name : throw new InvalidOperationException();
}
