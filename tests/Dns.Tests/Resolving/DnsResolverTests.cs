using System.Text;
using Sekisho.Dns.Records;
using Sekisho.Testing.Dns;

namespace Sekisho.Dns.Tests.Resolving;

/// <summary>What is asked, what is followed, and what is believed.</summary>
public sealed class DnsResolverTests : ResolverTestBase
{
    [Fact]
    public async Task Records_are_found()
    {
        Server.Add("example.org", "MX", "20 b.example.org").Add("example.org", "MX", "10 a.example.org");
        using var resolver = Resolver();
        var answer = await Ask(resolver, "example.org", DnsRecordType.Mx);
        Assert.Equal(DnsStatus.Success, answer.Status);
        Assert.Equal(["a.example.org", "b.example.org"], answer.Records.Cast<MxRecord>().OrderBy(record => record.Preference).Select(record => record.Exchange.Text));
        Assert.False(answer.Authenticated);
    }

    [Fact]
    public async Task The_AD_bit_is_passed_on()
    {
        Server.Add("example.org", "A", "192.0.2.1");
        Server.Authenticated = true;
        using var resolver = Resolver();
        Assert.True((await Ask(resolver, "example.org", DnsRecordType.A)).Authenticated);
        Assert.True((await Ask(resolver, "example.org", DnsRecordType.A)).Authenticated);
    }

    [Fact]
    public async Task A_missing_name_and_a_missing_type_are_different_answers()
    {
        Server.Add("example.org", "A", "192.0.2.1");
        using var resolver = Resolver();
        Assert.Equal(DnsStatus.NoData, (await Ask(resolver, "example.org", DnsRecordType.Mx)).Status);
        Assert.Equal(DnsStatus.NxDomain, (await Ask(resolver, "none.example.org", DnsRecordType.Mx)).Status);
    }

    [Fact]
    public async Task Aliases_are_followed_within_an_answer_and_by_further_questions()
    {
        Server.Add("www.example", "CNAME", "a.example").Add("a.example", "CNAME", "b.example").Add("b.example", "A", "192.0.2.1");
        using var resolver = Resolver();
        var whole = await Ask(resolver, "www.example", DnsRecordType.A);
        Assert.Equal(("b.example", 1), (whole.CanonicalName.Text, whole.Records.Count));

        Server.Respond = query => query.Name.Equals("c.example", StringComparison.OrdinalIgnoreCase)
            ? [DnsTestMessage.To(query).Answer("c.example", DnsTestMessage.Cname, 60, "b.example").ToBytes()]
            : null;
        var split = await Ask(resolver, "c.example", DnsRecordType.A);
        Assert.Equal((DnsStatus.Success, "b.example", 1), (split.Status, split.CanonicalName.Text, split.Records.Count));
    }

    [Fact]
    public async Task Eight_aliases_are_followed_and_nine_are_not()
    {
        for (var i = 0; i < 9; i++) Server.Add($"a{i}.example", "CNAME", $"a{i + 1}.example");
        Server.Add("a9.example", "A", "192.0.2.1");
        using var resolver = Resolver();
        Assert.Equal(DnsStatus.Success, (await Ask(resolver, "a1.example", DnsRecordType.A)).Status);
        Assert.Equal(DnsStatus.Malformed, (await Ask(resolver, "a0.example", DnsRecordType.A)).Status);
    }

    [Fact]
    public async Task Aliases_in_a_circle_end()
    {
        Server.Add("a.example", "CNAME", "b.example").Add("b.example", "CNAME", "a.example");
        using var resolver = Resolver();
        Assert.Equal(DnsStatus.Malformed, (await Ask(resolver, "a.example", DnsRecordType.A)).Status);
    }

    [Fact]
    public async Task Records_of_other_names_are_not_believed()
    {
        Server.Respond = query =>
        [
            DnsTestMessage.To(query).Answer(query.Name, DnsTestMessage.A, 60, "192.0.2.1").Answer("bank.example", DnsTestMessage.A, 60, "192.0.2.66")
                .Additional("bank.example", DnsTestMessage.A, 60, "192.0.2.66").ToBytes(),
        ];
        using var resolver = Resolver();
        Assert.Single((await Ask(resolver, "example.org", DnsRecordType.A)).Records);
        Server.Respond = null;
        Assert.Equal(DnsStatus.NxDomain, (await Ask(resolver, "bank.example", DnsRecordType.A)).Status);
    }

    [Fact]
    public async Task A_truncated_answer_is_asked_for_again_over_TCP()
    {
        for (var i = 0; i < 100; i++) Server.Add("big.example", "TXT", $"text number {i} of a hundred that do not fit");
        using var resolver = Resolver();
        Assert.Equal(100, (await Ask(resolver, "big.example", DnsRecordType.Txt)).Records.Count);
        Assert.Equal([false, true], Server.Queries.Select(query => query.OverTcp));
    }

    [Fact]
    public async Task Sixty_four_kilobytes_over_TCP_are_read()
    {
        Server.Respond = query =>
        {
            if (!query.OverTcp) return [DnsTestMessage.To(query, truncated: true).ToBytes()];
            var message = DnsTestMessage.To(query);
            for (var i = 0; i < 240; i++) message.Answer(query.Name, DnsTestMessage.Txt, 60, new string('x', 240));
            return [message.ToBytes()];
        };
        using var resolver = Resolver();
        Assert.Equal(240, (await Ask(resolver, "big.example", DnsRecordType.Txt)).Records.Count);
    }

    [Fact]
    public async Task Forged_answers_are_ignored_and_the_right_one_is_taken()
    {
        Server.Respond = query =>
        {
            var right = DnsTestMessage.To(query).Answer(query.Name, DnsTestMessage.A, 60, "192.0.2.1").ToBytes();
            byte[] Forged(Action<byte[]> change)
            {
                var bytes = DnsTestMessage.To(query).Answer(query.Name, DnsTestMessage.A, 60, "192.0.2.66").ToBytes();
                change(bytes);
                return bytes;
            }

            return
            [
                Forged(bytes => bytes[0] ^= 1), // another identifier
                Forged(bytes => bytes[13] ^= 1), // another name
                Forged(bytes => bytes[2] &= 0x7F), // no answer at all
                Forged(bytes => bytes[5] = 0), // no question
                [1, 2, 3],
                right,
            ];
        };
        using var resolver = Resolver();
        var answer = await Ask(resolver, "example.org", DnsRecordType.A);
        Assert.Equal("192.0.2.1", Assert.IsType<AddressRecord>(Assert.Single(answer.Records)).Address.ToString());
    }

    [Fact]
    public async Task Whoever_sends_many_wrong_datagrams_makes_us_ask_over_TCP()
    {
        Server.Add("example.org", "A", "192.0.2.1");
        Server.Respond = query => query.OverTcp ? null : [.. Enumerable.Repeat<byte[]>([0, 1, 2, 3], 16)];
        using var resolver = Resolver();
        Assert.Equal(DnsStatus.Success, (await Ask(resolver, "example.org", DnsRecordType.A)).Status);
        Assert.Equal([false, true], Server.Queries.Select(query => query.OverTcp));
    }

    [Fact]
    public async Task A_server_that_changes_the_case_of_names_is_asked_over_TCP()
    {
        Server.Add("a-name-with-many-letters.example", "A", "192.0.2.1");
        Server.Respond = query =>
        {
            if (query.OverTcp) return null;
            var bytes = Server.Answer(query);
            Encoding.ASCII.GetBytes(query.Name.ToUpperInvariant()[..24]).CopyTo(bytes, 13);
            return [bytes];
        };
        using var resolver = Resolver();
        Assert.Equal(DnsStatus.Success, (await Ask(resolver, "a-name-with-many-letters.example", DnsRecordType.A)).Status);
        Assert.Contains(Server.Queries, query => query.OverTcp);
    }

    [Fact]
    public async Task Identifiers_and_the_case_of_letters_differ_from_query_to_query()
    {
        Server.Fail("abcdefghijklmnopqrstuvwxyz.example", 2);
        using var resolver = Resolver(options => options with { FailureTtl = TimeSpan.Zero });
        for (var i = 0; i < 8; i++) await Ask(resolver, "abcdefghijklmnopqrstuvwxyz.example", DnsRecordType.A);
        Assert.Equal(8, Server.Queries.Count);
        Assert.True(Server.Queries.Select(query => query.Name).Distinct(StringComparer.Ordinal).Count() > 4);
        Assert.True(Server.Queries.Select(query => (query.Bytes[0] << 8) | query.Bytes[1]).Distinct().Count() > 4);
    }

    [Fact]
    public async Task A_server_without_EDNS_is_asked_without()
    {
        Server.Add("example.org", "A", "192.0.2.1");
        Server.Respond = query => query.Extended ? [DnsTestMessage.To(query, code: 1).ToBytes()] : null;
        using var resolver = Resolver();
        Assert.Equal(DnsStatus.Success, (await Ask(resolver, "example.org", DnsRecordType.A)).Status);
        Assert.Equal([true, false], Server.Queries.Select(query => query.Extended));
    }

    [Fact]
    public async Task A_format_error_without_the_question_counts_as_an_answer()
    {
        Server.Add("example.org", "A", "192.0.2.1");
        Server.Respond = query => query.Extended ? [[query.Bytes[0], query.Bytes[1], 0x80, 1, 0, 0, 0, 0, 0, 0, 0, 0]] : null;
        using var resolver = Resolver();
        Assert.Equal(DnsStatus.Success, (await Ask(resolver, "example.org", DnsRecordType.A)).Status);
    }
}
