using System.Net;
using System.Text.Json;
using Sekisho.Dns;
using Sekisho.Dns.Names;
using Sekisho.Dns.Records;
using Sekisho.Inspect.Resolving;

namespace Sekisho.Inspect.Tests.Resolving;

public sealed class ResolveAnswerTests
{
    private static readonly DnsName Name = DnsName.TryParse("example.com", out var name) ? name : default;

    public static TheoryData<DnsRecord> Records => new(
        new TxtRecord(Name, 5, [new byte[] { 0, 255, 10 }, "two"u8.ToArray()]),
        new AddressRecord(Name, 6, IPAddress.Parse("192.0.2.1")),
        new AddressRecord(Name, 6, IPAddress.Parse("2001:db8::1")),
        new MxRecord(Name, 7, 65_535, Name),
        new NameRecord(Name, DnsRecordType.Ptr, 8, Name));

    [Theory]
    [MemberData(nameof(Records))]
    public void An_answer_survives_its_way(DnsRecord record)
    {
        var answer = new DnsAnswer { Status = DnsStatus.Success, Name = Name, Type = record.Type, CanonicalName = Name, Records = [record] };
        var sent = JsonSerializer.Serialize(ResolveAnswer.ToReply(answer), InspectJson.Default.ResolveReply);
        var got = ResolveAnswer.ToAnswer(JsonSerializer.Deserialize(sent, InspectJson.Default.ResolveReply)!, Name, record.Type);
        Assert.Equal(DnsStatus.Success, got.Status);
        if (record is TxtRecord text) Assert.Equal(text.Strings.Select(part => part.ToArray()), Assert.IsType<TxtRecord>(Assert.Single(got.Records)).Strings.Select(part => part.ToArray()));
        else Assert.Equal(record, Assert.Single(got.Records));
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(300, 300)]
    [InlineData(86_400, 86_400)]
    [InlineData(86_401, 86_400)]
    public void An_answer_says_how_long_it_holds(int seconds, int told)
    {
        var answer = new DnsAnswer { Status = DnsStatus.NxDomain, Name = Name, Type = DnsRecordType.Txt, CanonicalName = Name, TimeToLive = TimeSpan.FromSeconds(seconds) };
        Assert.Equal(TimeSpan.FromSeconds(told), ResolveAnswer.ToAnswer(ResolveAnswer.ToReply(answer), Name, DnsRecordType.Txt).TimeToLive);
    }

    [Theory]
    [InlineData(-1, 0)]
    [InlineData(int.MaxValue, 86_400)]
    public void A_time_that_cannot_be_is_brought_into_its_limits(int seconds, int taken)
    {
        var reply = new ResolveReply { Status = DnsStatus.NxDomain, TtlSeconds = seconds };
        Assert.Equal(TimeSpan.FromSeconds(taken), ResolveAnswer.ToAnswer(reply, Name, DnsRecordType.Txt).TimeToLive);
    }

    [Fact]
    public void Rubbish_in_a_reply_is_left_out()
    {
        var reply = new ResolveReply { Status = DnsStatus.Success, Records = [new ResolvedRecord { Strings = ["not base64!"] }, new ResolvedRecord { Address = "x" }, new ResolvedRecord()] };
        foreach (var type in new[] { DnsRecordType.Txt, DnsRecordType.A, DnsRecordType.Mx, DnsRecordType.Ptr, DnsRecordType.Srv }) Assert.Empty(ResolveAnswer.ToAnswer(reply, Name, type).Records);
    }

    [Fact]
    public void Only_what_authentication_needs_is_looked_up()
    {
        Assert.Equal(
            [DnsRecordType.A, DnsRecordType.Ptr, DnsRecordType.Mx, DnsRecordType.Txt, DnsRecordType.Aaaa],
            Enum.GetValues<DnsRecordType>().Where(ResolveAnswer.IsAllowed));
    }
}
