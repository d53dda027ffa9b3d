using System.Net;
using Sekisho.Dns.Messages;
using Sekisho.Dns.Names;
using Sekisho.Dns.Records;
using Sekisho.Testing.Dns;

namespace Sekisho.Dns.Tests.Messages;

public sealed class DnsMessageReaderTests
{
    private static readonly DnsTestQuery Query = MakeQuery("example.org", DnsRecordType.Mx);

    [Fact]
    public void Every_record_type_is_read()
    {
        var bytes = DnsTestMessage.To(Query, authenticated: true)
            .Answer("example.org", DnsTestMessage.A, 60, "192.0.2.1")
            .Answer("example.org", DnsTestMessage.Aaaa, 60, "2001:db8::1")
            .Answer("example.org", DnsTestMessage.Mx, 60, "10 mx.example.org")
            .Answer("example.org", DnsTestMessage.Txt, 60, "v=spf1 -all")
            .Answer("example.org", DnsTestMessage.Cname, 60, "other.example")
            .Answer("example.org", DnsTestMessage.Ns, 60, "ns.example")
            .Answer("example.org", DnsTestMessage.Ptr, 60, "host.example")
            .Answer("example.org", DnsTestMessage.Srv, 60, "1 2 25 srv.example")
            .Answer("example.org", DnsTestMessage.Tlsa, 60, "3 1 1 00ff")
            .Answer("example.org", DnsTestMessage.Caa, 60, "128 issue ca.example")
            .Answer("example.org", 65280, 60, "0102")
            .Authority("example.org", DnsTestMessage.Soa, 60, "ns.example hostmaster.example 7 1 2 3 900")
            .ToBytes();

        Assert.True(DnsMessageReader.TryRead(bytes, out var message));
        Assert.True(message!.IsAuthenticated);
        Assert.Equal("example.org", message.QuestionName!.Value.Text);
        Assert.Equal(11, message.Answers.Count);
        Assert.Equal(IPAddress.Parse("192.0.2.1"), Assert.IsType<AddressRecord>(message.Answers[0]).Address);
        Assert.Equal(DnsRecordType.Aaaa, message.Answers[1].Type);
        var mx = Assert.IsType<MxRecord>(message.Answers[2]);
        Assert.Equal((10, "mx.example.org"), (mx.Preference, mx.Exchange.Text));
        Assert.Equal("v=spf1 -all", Assert.IsType<TxtRecord>(message.Answers[3]).Text);
        Assert.Equal("other.example", Assert.IsType<NameRecord>(message.Answers[4]).Target.Text);
        var srv = Assert.IsType<SrvRecord>(message.Answers[7]);
        Assert.Equal((1, 2, 25, "srv.example"), (srv.Priority, srv.Weight, srv.Port, srv.Target.Text));
        Assert.Equal(new byte[] { 0, 255 }, Assert.IsType<TlsaRecord>(message.Answers[8]).Data.ToArray());
        Assert.Equal("issue", Assert.IsType<CaaRecord>(message.Answers[9]).Tag);
        Assert.Equal(new byte[] { 1, 2 }, Assert.IsType<OtherRecord>(message.Answers[10]).Data.ToArray());
        Assert.Equal(900u, Assert.IsType<SoaRecord>(message.Authorities[0]).MinimumSeconds);
    }

    [Fact]
    public void Compressed_names_are_read()
    {
        // The owner and the exchange point to the question's name at offset 12.
        var bytes = DnsTestMessage.To(Query).Count(6, 1).Raw(0xC0, 12, 0, 15, 0, 1, 0, 0, 0, 60, 0, 7, 0, 10, 2, (byte)'m', (byte)'x', 0xC0, 12).ToBytes();
        Assert.True(DnsMessageReader.TryRead(bytes, out var message));
        var mx = Assert.IsType<MxRecord>(Assert.Single(message!.Answers));
        Assert.Equal(("example.org", "mx.example.org"), (mx.Name.Text, mx.Exchange.Text));
    }

    [Theory]
    [InlineData(0xC0, 29)] // itself
    [InlineData(0xC0, 40)] // forwards
    [InlineData(0xFF, 0xFF)] // outside
    [InlineData(0x40, 0)] // a label type that is not in use
    [InlineData(0x80, 0)]
    public void A_pointer_that_does_not_go_backwards_makes_the_message_unreadable(int first, int second)
    {
        var bytes = DnsTestMessage.To(Query).Count(6, 1).Raw((byte)first, (byte)second, 0, 1, 0, 1, 0, 0, 0, 60, 0, 4, 192, 0, 2, 1).ToBytes();
        Assert.Equal((byte)first, bytes[29]); // the record begins at 29: 12 bytes of header and 17 of question
        Assert.False(DnsMessageReader.TryRead(bytes, out _));
    }

    [Fact]
    public void Two_pointers_in_a_circle_make_the_message_unreadable()
    {
        var bytes = DnsTestMessage.To(Query).Count(6, 1).Raw(1, (byte)'a', 0xC0, 29, 0, 1, 0, 1, 0, 0, 0, 60, 0, 4, 192, 0, 2, 1).ToBytes();
        Assert.False(DnsMessageReader.TryRead(bytes, out _));
    }

    [Fact]
    public void A_name_that_grows_beyond_255_bytes_by_pointers_makes_the_message_unreadable()
    {
        var query = MakeQuery(string.Join('.', Enumerable.Repeat(new string('a', 60), 4)), DnsRecordType.Mx);
        var fits = DnsTestMessage.To(query).Count(6, 1).Raw([9, .. "123456789"u8, 0xC0, 12, 0, 1, 0, 1, 0, 0, 0, 60, 0, 4, 192, 0, 2, 1]).ToBytes();
        Assert.True(DnsMessageReader.TryRead(fits, out var message));
        Assert.Equal(253, message!.Answers[0].Name.Text.Length);
        var over = DnsTestMessage.To(query).Count(6, 1).Raw([10, .. "1234567890"u8, 0xC0, 12, 0, 1, 0, 1, 0, 0, 0, 60, 0, 4, 192, 0, 2, 1]).ToBytes();
        Assert.False(DnsMessageReader.TryRead(over, out _));
    }

    [Fact]
    public void A_message_cut_anywhere_is_unreadable_and_never_an_exception()
    {
        var bytes = DnsTestMessage.To(Query).Answer("example.org", DnsTestMessage.Mx, 60, "10 mx.example.org").Answer("example.org", DnsTestMessage.Txt, 60, "text").ToBytes();
        Assert.True(DnsMessageReader.TryRead(bytes, out _));
        for (var length = 0; length < bytes.Length; length++) Assert.False(DnsMessageReader.TryRead(bytes.AsSpan(0, length), out _));
    }

    [Theory]
    [InlineData(DnsTestMessage.A, new byte[] { 1, 2, 3 })]
    [InlineData(DnsTestMessage.A, new byte[] { 1, 2, 3, 4, 5 })]
    [InlineData(DnsTestMessage.Aaaa, new byte[] { 1, 2, 3, 4 })]
    [InlineData(DnsTestMessage.Mx, new byte[] { 0, 1 })]
    [InlineData(DnsTestMessage.Mx, new byte[] { 0, 1, 0, 0 })]
    [InlineData(DnsTestMessage.Txt, new byte[] { 5, 65 })]
    [InlineData(DnsTestMessage.Txt, new byte[0])]
    [InlineData(DnsTestMessage.Caa, new byte[] { 0, 9, 65 })]
    public void Data_that_does_not_fill_its_length_makes_the_message_unreadable(int type, byte[] data) =>
        Assert.False(DnsMessageReader.TryRead(DnsTestMessage.To(Query).Answer("example.org", type, 60, data).ToBytes(), out _));

    [Fact]
    public void A_thousand_records_are_read_and_one_more_is_refused()
    {
        var message = DnsTestMessage.To(Query);
        for (var i = 0; i < DnsMessageReader.MaxRecords; i++) message.Raw(0xC0, 12, 0, 1, 0, 1, 0, 0, 0, 60, 0, 4, 192, 0, 2, 1);
        Assert.True(DnsMessageReader.TryRead(message.Count(6, DnsMessageReader.MaxRecords).ToBytes(), out var read));
        Assert.Equal(DnsMessageReader.MaxRecords, read!.Answers.Count);
        message.Raw(0xC0, 12, 0, 1, 0, 1, 0, 0, 0, 60, 0, 4, 192, 0, 2, 1);
        Assert.False(DnsMessageReader.TryRead(message.Count(6, DnsMessageReader.MaxRecords + 1).ToBytes(), out _));
    }

    [Fact]
    public void A_TTL_with_the_highest_bit_counts_as_zero()
    {
        Assert.True(DnsMessageReader.TryRead(DnsTestMessage.To(Query).Answer("example.org", DnsTestMessage.A, 0x80000000, "192.0.2.1").ToBytes(), out var message));
        Assert.Equal(0u, message!.Answers[0].TtlSeconds);
    }

    [Fact]
    public void Records_of_other_classes_are_left_out()
    {
        var bytes = DnsTestMessage.To(Query).Count(6, 1).Raw(0xC0, 12, 0, 1, 0, 3, 0, 0, 0, 60, 0, 4, 192, 0, 2, 1).ToBytes();
        Assert.True(DnsMessageReader.TryRead(bytes, out var message));
        Assert.Empty(message!.Answers);
    }

    [Fact]
    public void The_records_of_a_truncated_message_are_not_read()
    {
        Assert.True(DnsMessageReader.TryRead(DnsTestMessage.To(Query, truncated: true).Count(6, 3).Raw(1, 2, 3).ToBytes(), out var message));
        Assert.True(message!.IsTruncated);
        Assert.Empty(message.Answers);
    }

    [Fact]
    public void A_query_is_read_back_as_it_was_written()
    {
        Assert.True(DnsName.TryParse("a.example.org", out var name));
        Span<byte> bytes = stackalloc byte[DnsQueryWriter.MaxBytes];
        var length = DnsQueryWriter.Write(bytes, 0xABCD, name, DnsRecordType.Aaaa, extended: true);
        Assert.True(DnsMessageReader.TryRead(bytes[..length], out var message));
        Assert.Equal((0xABCD, "a.example.org", DnsRecordType.Aaaa, false), (message!.Id, message.QuestionName!.Value.Text, message.QuestionType, message.IsResponse));
    }

    private static DnsTestQuery MakeQuery(string text, DnsRecordType type)
    {
        Assert.True(DnsName.TryParse(text, out var name));
        var bytes = new byte[DnsQueryWriter.MaxBytes];
        var length = DnsQueryWriter.Write(bytes, 7, name, type, extended: false);
        return DnsTestQuery.Read(bytes.AsSpan(0, length), overTcp: false)!;
    }
}
