using System.Buffers;

namespace Sekisho.Mime.Tests.Structure;

public sealed class PartTests
{
    private const string Two = "From: ann@example.com\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=\"b\"\n\npreamble\n--b\nContent-Type: text/html; charset=utf-8\nContent-ID: <id@example.com>\n\n<p>one</p>\n--b\nContent-Type: application/octet-stream; name=\"two.bin\"\nContent-Disposition: ATTACHMENT; filename=\"two.bin\"\nContent-Transfer-Encoding: base64\n\nAAEC\n--b--\nepilogue\n";

    [Fact]
    public void A_hyphen_line_behind_a_boundary_name_without_a_section_ends_no_header()
    {
        var message = Mail.Read("Content-Type: multipart/mixed; boundary*q=\n--d--\nX: y\n\nbody\n");
        Assert.Contains(MimeAmbiguityKind.LineWithoutColon, message.Kinds());
        Assert.Equal("y", message.Header("X")!.Value.Text);
    }

    [Fact]
    public void A_message_is_read_into_parts_with_offsets()
    {
        var message = Mail.Read(Two);
        Assert.Equal([(0, -1, 0), (1, 0, 1), (2, 0, 1)], message.Parts.Select(part => (part.Index, part.ParentIndex, part.Depth)));
        Assert.Equal(["multipart/mixed", "text/html", "application/octet-stream"], message.Parts.Select(part => part.ContentType.MediaType));
        Assert.Equal(["<p>one</p>", "AAEC"], message.Parts.Skip(1).Select(part => part.BodyText()));
        Assert.Equal(("preamble", "epilogue\r\n"), (message.Root.Text(message.Root.Preamble), message.Root.Text(message.Root.Epilogue)));
        Assert.Equal((true, false, true), (message.Root.IsMultipart, message.Root.IsLeaf, message.Parts[1].IsLeaf));
        Assert.Equal("id@example.com", message.Parts[1].ContentId);
        Assert.Equal("utf-8", message.Parts[1].ContentType.Charset);
        Assert.Equal(("attachment", TransferEncoding.Base64), (message.Parts[2].Disposition, message.Parts[2].TransferEncoding));
        Assert.Equal(["two.bin"], message.Parts[2].FileNames);
        Assert.Equal([0, 1, 2], message.Parts[2].DecodeBody());
    }

    [Fact]
    public void Lf_only_and_crlf_give_the_same_parts()
    {
        var (lf, crLf) = (Mail.ReadAsIs(Two), Mail.Read(Two));
        Assert.Equal(crLf.Parts.Select(part => part.BodyText().Replace("\r", "", StringComparison.Ordinal)).Skip(1), lf.Parts.Select(part => part.BodyText()).Skip(1));
        Assert.Empty(lf.Ambiguities);
    }

    [Fact]
    public void Nothing_is_copied()
    {
        var bytes = Mail.Bytes(Two);
        var message = MimeMessage.Read(bytes);
        Assert.All(message.Parts, part => Assert.True(part.Source.Equals(message.Bytes)));
    }

    [Fact]
    public void An_embedded_message_is_a_part_with_one_child()
    {
        var message = Mail.Read("Content-Type: message/rfc822\n\nSubject: inner\nContent-Type: text/plain\n\nhello");
        Assert.True(message.Root.IsEmbeddedMessage);
        Assert.Equal("inner", message.Parts[1].Field("subject")!.Value.Text);
        Assert.Equal("hello", message.Parts[1].ReadText());
    }

    [Fact]
    public void In_a_digest_a_part_without_type_is_a_message()
    {
        var message = Mail.Read("MIME-Version: 1.0\nContent-Type: multipart/digest; boundary=b\n\n--b\n\nSubject: one\n\nx\n--b--\n");
        Assert.Equal("message/rfc822", message.Parts[1].ContentType.MediaType);
        Assert.Equal("one", message.Parts[2].Field("Subject")!.Value.Text);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\r\n")]
    [InlineData("\n")]
    [InlineData("Subject: x")]
    [InlineData("Subject: x\r\n")]
    public void Almost_nothing_is_a_message_too(string text)
    {
        var message = Mail.ReadAsIs(text);
        Assert.Equal("text/plain", Assert.Single(message.Parts).ContentType.MediaType);
        Assert.Equal("", message.Root.ReadText());
        Assert.Empty(message.Ambiguities);
    }

    [Fact]
    public void Header_gives_the_first_field_and_HeaderAll_all_of_them()
    {
        var message = Mail.Read("Received: one\nreceived: two\n folded\n\nx");
        Assert.Equal("one", message.Header("RECEIVED")!.Value.Text);
        Assert.Equal(["one", "two folded"], message.HeaderAll("Received").Select(field => field.Text));
        Assert.Equal(["Received", "received"], message.Root.Fields.Select(field => field.Name));
        Assert.Null(message.Header("Subject"));
    }

    [Fact]
    public void The_reader_gives_the_events_in_order()
    {
        var bytes = Mail.Bytes("A: b\nContent-Type: multipart/mixed; boundary=b\n\npre\n--b\n\none\n--b--\npost");
        var events = new List<string>();
        var reader = new MimeReader(bytes);
        while (reader.Read()) events.Add($"{reader.Kind} {reader.PartIndex}");
        Assert.Equal(["PartStart 0", "Field 0", "Field 0", "HeaderEnd 0", "Preamble 0", "PartStart 1", "HeaderEnd 1", "Body 1", "PartEnd 1", "Epilogue 0", "PartEnd 0"], events);
        Assert.Equal(MimeEventKind.End, reader.Kind);
    }

    [Fact]
    public void A_body_is_cut_at_the_limit_or_the_room()
    {
        var part = Mail.Read("Content-Transfer-Encoding: base64\n\nQUJDREVGR0g=").Root;
        var writer = new ArrayBufferWriter<byte>();
        var limited = part.DecodeBody(writer, 4);
        Assert.Equal((4L, true, "ABCD"), (limited.Bytes, limited.Truncated, System.Text.Encoding.ASCII.GetString(writer.WrittenSpan)));
        Span<byte> room = stackalloc byte[8];
        Assert.False(part.DecodeBody(room).Truncated);
        Assert.True(part.DecodeBody(room[..7]).Truncated);
    }

    [Theory]
    [InlineData("iso-2022-jp", "\u001b$B$3$s\u001b(B", "こん")]
    [InlineData("Shift_JIS", "\u0082\u00b1", "こ")]
    [InlineData("euc-jp", "\u00a4\u00b3", "こ")]
    [InlineData("gb2312", "\u00d6\u00d0", "中")]
    [InlineData("gb18030", "\u00d6\u00d0", "中")]
    [InlineData("big5", "\u00a4\u00a4", "中")]
    [InlineData("euc-kr", "\u00b0\u00a1", "가")]
    [InlineData("koi8-r", "\u00f0", "П")]
    [InlineData("koi8-u", "\u00a4", "є")]
    [InlineData("windows-1251", "\u00cf", "П")]
    [InlineData("iso-8859-15", "\u00a4", "€")]
    [InlineData("iso-8859-1", "\u0080", "€")]
    [InlineData("utf-7", "+ADw-b+AD4-", "<b>")]
    [InlineData("utf-8", "\u00c3\u00a9", "é")]
    [InlineData("us-ascii", "\u00c3\u00a9", "é")]
    [InlineData("x-unknown", "\u00e9", "é")]
    [InlineData("cp437", "\u0082", "é")]
    public void Text_is_read_in_its_charset(string charset, string body, string expected) =>
        Assert.Equal(expected, Mail.Read($"Content-Type: text/plain; charset=\"{charset}\"\n\n{body}").Root.ReadText());

    [Theory]
    [InlineData("us-ascii", "\u00FF\u00FEh\0i\0", "hi")]
    [InlineData("iso-2022-jp", "\u00FE\u00FF\0h\0i", "hi")]
    [InlineData("utf-16be", "\u00FF\u00FEh\0i\0", "hi")]
    [InlineData("utf-16", "\u00EF\u00BB\u00BFhi", "hi")]
    [InlineData("shift_jis", "\u00EF\u00BB\u00BF\u00E3\u0081\u0082", "あ")]
    public void A_byte_order_mark_wins_over_the_label(string charset, string body, string expected)
    {
        Assert.Equal(expected, Mail.Read($"Content-Type: text/plain; charset=\"{charset}\"\n\n{body}").Root.ReadText());
        Assert.Equal(expected, Mail.Read($"Content-Type: text/plain\n\n{body}").Root.ReadText());
    }

    [Fact]
    public void Text_is_cut_at_the_limit() => Assert.Equal("hel", Mail.Read("A: b\n\nhello").Root.ReadText(3));
}
