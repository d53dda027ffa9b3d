using System.Text;

namespace Sekisho.Mime.Tests.Building;

public sealed class BuilderTests
{
    private static readonly MailAddress Ann = new() { DisplayName = "Änn, \"A\"", LocalPart = "ann", Domain = "example.com" };

    [Fact]
    public void What_is_written_is_read_back()
    {
        var bytes = MimeBuilder.Multipart("mixed",
            MimeBuilder.Text("Grüße\nund ein langer Satz, der weit über das Ende einer Zeile von achtundsiebzig Zeichen hinausgeht.\n"),
            MimeBuilder.Attachment("application/pdf", new byte[] { 0, 1, 2 }, "Rechnung Nº 1 für eine Firma mit einem sehr langen Namen und noch mehr.pdf"))
            .Header("Subject", "Rechnung für こんにちは und noch viel mehr Text, der nicht in eine Zeile passt")
            .Addresses("To", Ann, new MailAddress { LocalPart = "bob smith", Domain = "bücher.example" })
            .Raw("Message-ID", "<1@example.com>")
            .Date(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero)).ToBytes();
        CheckWire(bytes);
        var message = MimeMessage.Read(bytes);
        Assert.Empty(message.Ambiguities);
        Assert.Equal("Rechnung für こんにちは und noch viel mehr Text, der nicht in eine Zeile passt", message.Header("Subject")!.Value.Text);
        var to = AddressList.Parse(message.Header("To")!.Value.Value.Span);
        Assert.Equal(["Änn, \"A\"<ann@example.com>", "<bob smith@xn--bcher-kva.example>"], to.Select(address => address.DisplayName + "<" + address.Address + ">"));
        Assert.Equal("Grüße\r\nund ein langer Satz, der weit über das Ende einer Zeile von achtundsiebzig Zeichen hinausgeht.\r\n", message.Parts[1].ReadText());
        Assert.Equal(["Rechnung Nº 1 für eine Firma mit einem sehr langen Namen und noch mehr.pdf"], message.Parts[2].FileNames);
        Assert.Equal([0, 1, 2], message.Parts[2].DecodeBody());
    }

    [Fact]
    public void A_delivery_report_has_its_three_parts()
    {
        var original = Mail.Bytes("From: a@example.com\nSubject: caf\u00e9\n\nbody\n");
        var report = MimeBuilder.Report("delivery-status", MimeBuilder.Text("It could not be delivered."),
            MimeBuilder.DeliveryStatus([[new("Reporting-MTA", "dns; mx.example.com")], [new("Final-Recipient", "rfc822; b@example.org"), new("Action", "failed"), new("Status", "5.1.1")]]),
            MimeBuilder.OriginalHeaders(original)).Header("Subject", "Undelivered").ToBytes();
        CheckWire(report);
        var message = MimeMessage.Read(report);
        Assert.Empty(message.Ambiguities);
        Assert.Equal(["multipart/report", "text/plain", "message/delivery-status", "text/rfc822-headers"], message.Parts.Select(part => part.ContentType.MediaType));
        Assert.Equal("delivery-status", message.Root.ContentType.Parameter("report-type"));
        Assert.Equal("Reporting-MTA: dns; mx.example.com\r\n\r\nFinal-Recipient: rfc822; b@example.org\r\nAction: failed\r\nStatus: 5.1.1\r\n\r\n", message.Parts[2].BodyText());
        Assert.Equal(Mail.Bytes("From: a@example.com\r\nSubject: caf\u00e9\r\n"), message.Parts[3].DecodeBody());
    }

    [Fact]
    public void A_whole_message_is_embedded_or_only_its_header()
    {
        var ascii = MimeMessage.Read(MimeBuilder.OriginalMessage(Mail.Bytes("Subject: x\n\nbody\n")).ToBytes());
        Assert.Equal("body\r\n", ascii.Parts[1].BodyText());
        var eightBit = Encoding.UTF8.GetBytes("Subject: x\n\nbödy\n");
        Assert.Equal("text/rfc822-headers", MimeMessage.Read(MimeBuilder.OriginalMessage(eightBit).ToBytes()).Root.ContentType.MediaType);
        Assert.Equal(TransferEncoding.EightBit, MimeMessage.Read(MimeBuilder.OriginalMessage(eightBit).ToBytes(smtpUtf8: true)).Root.TransferEncoding);
    }

    [Theory]
    [InlineData("x\r\nBcc: eve@example.com")]
    [InlineData("x\nBcc: eve@example.com\n\nbody")]
    [InlineData("x\rBcc: y\u2028Bcc: z\u0085Bcc: q\0")]
    public void No_value_adds_a_field(string evil)
    {
        var builder = MimeBuilder.Attachment("text/x", ReadOnlyMemory<byte>.Empty, evil).Header("Subject", evil).Raw("X-Id", evil).Addresses("To", new MailAddress { DisplayName = evil, LocalPart = evil, Domain = evil });
        foreach (var utf8 in new[] { false, true })
        {
            var bytes = builder.ToBytes(utf8);
            Assert.Equal(["Subject", "X-Id", "To", "MIME-Version", "Content-Type", "Content-Disposition", "Content-Transfer-Encoding"], MimeMessage.Read(bytes).Root.Fields.Select(field => field.Name));
            Assert.Equal(-1, TextScan.IndexOfBareCarriageReturn(bytes));
            Assert.Equal(-1, TextScan.IndexOfBareLineFeed(bytes));
        }
    }

    [Fact]
    public void With_smtputf8_text_stays_readable()
    {
        var text = Encoding.UTF8.GetString(MimeBuilder.Text("grüße\n").Header("Subject", "Grüße").Addresses("To", Ann).ToBytes(smtpUtf8: true));
        Assert.Contains("Subject: Grüße\r\n", text, StringComparison.Ordinal);
        Assert.Contains("To: \"Änn, \\\"A\\\"\" <ann@example.com>\r\n", text, StringComparison.Ordinal);
        Assert.Contains("8bit", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Text_that_looks_like_an_encoded_word_is_encoded() =>
        Assert.Equal("=?utf-8?Q?a?=", MimeMessage.Read(MimeBuilder.Text("x").Header("Subject", "=?utf-8?Q?a?=").ToBytes()).Header("Subject")!.Value.Text);

    [Theory]
    [InlineData("")]
    [InlineData("Bad Name")]
    [InlineData("Bad:")]
    [InlineData("Bad\r\n")]
    public void A_bad_field_name_is_a_bug_of_the_caller(string name) =>
        Assert.Throws<ArgumentException>(() => MimeBuilder.Text("x").Header(name, "y"));

    [Fact]
    public void A_boundary_never_occurs_in_a_part()
    {
        var inner = MimeBuilder.Text("x");
        var first = MimeMessage.Read(MimeBuilder.Multipart("mixed", inner).ToBytes());
        var again = MimeMessage.Read(MimeBuilder.Multipart("mixed", MimeBuilder.Text("--" + first.Root.ContentType.Boundary + "--"), inner).ToBytes());
        Assert.Equal(3, again.Parts.Count);
    }

    [Fact]
    public void Text_is_safe_from_dot_and_from_lines()
    {
        var bytes = MimeBuilder.Text("ü\n.\nFrom here\nend ").ToBytes();
        var text = Encoding.ASCII.GetString(bytes);
        Assert.DoesNotContain("\r\n.", text, StringComparison.Ordinal);
        Assert.DoesNotContain("\r\nFrom", text, StringComparison.Ordinal);
        Assert.Equal("ü\r\n.\r\nFrom here\r\nend ", MimeMessage.Read(bytes).Root.ReadText());
    }

    private static void CheckWire(byte[] bytes)
    {
        Assert.True(Ascii.IsValid(bytes));
        Assert.Equal(-1, TextScan.IndexOfBareCarriageReturn(bytes));
        Assert.Equal(-1, TextScan.IndexOfBareLineFeed(bytes));
        Assert.False(TextScan.HasLineLongerThan(bytes, 78));
    }
}
