using System.Text;
using Sekisho.MailAuth.From;
using Sekisho.Mime;

namespace Sekisho.MailAuth.Tests.From;

public sealed class FromExaminationTests
{
    [Theory]
    [InlineData("From: Ann Example <ann@example.com>")]
    [InlineData("From: ann@example.com")]
    [InlineData("From: \"ann@example.com\" <ann@example.com>")]
    [InlineData("From: ann@example.com (Ann)")]
    [InlineData("From: =?utf-8?q?J=C3=BCrgen?= <j@example.com>")]
    [InlineData("From: 日本 <a@例え.jp>")]
    [InlineData("From: a@пример.рф")]
    [InlineData("From: a@сосо.рф")]
    [InlineData("From: a@bücher.example")]
    [InlineData("From: a@xn--bcher-kva.example")]
    [InlineData("From: 👩‍💻 Team <a@example.com>")]
    [InlineData("Sender: list@example.com\r\nFrom: a@example.com")]
    public void An_honest_sender_has_no_findings(string header) => Assert.Empty(Examine(header).Findings);

    [Theory]
    [InlineData("Subject: x", FromFindingKind.Missing)]
    [InlineData("From:", FromFindingKind.Missing)]
    [InlineData("From: a@example.com\r\nFrom: b@example.com", FromFindingKind.SeveralFields)]
    [InlineData("From: a@example.com, b@example.com", FromFindingKind.SeveralAddresses)]
    [InlineData("From: a@example.com, b@example.org", FromFindingKind.SeveralDomains)]
    [InlineData("From: a@example.com\r\nFrom: b@example.org", FromFindingKind.SeveralDomains)]
    [InlineData("From: <a@example.com> <b@example.org>", FromFindingKind.Malformed)]
    [InlineData("From: Ann <ann@example..com", FromFindingKind.Malformed)]
    [InlineData("From: root", FromFindingKind.NoDomain)]
    [InlineData("From: a@[192.0.2.1]", FromFindingKind.AddressLiteral)]
    [InlineData("From: Bank: a@example.com;", FromFindingKind.Group)]
    [InlineData("From: <@bank.example,@x.example:a@example.com>", FromFindingKind.Route)]
    [InlineData("From: a@example.com (ceo@bank.example)", FromFindingKind.AddressInComment)]
    [InlineData("From: (<ceo@bank.example>) a@example.com", FromFindingKind.AddressInComment)]
    [InlineData("From: \"ceo@bank.example\" <a@example.com>", FromFindingKind.AddressInName)]
    [InlineData("From: =?utf-8?q?ceo=40bank=2Eexample?= <a@example.com>", FromFindingKind.AddressInName)]
    [InlineData("From: ceo＠bank.example <a@example.com>", FromFindingKind.AddressInName)]
    [InlineData("From: \"ceo@bank.example\"@example.com", FromFindingKind.AtInLocalPart)]
    [InlineData("From: <=?utf-8?q?ceo=40bank.example?=@example.com>", FromFindingKind.EncodedWordInAddress)]
    [InlineData("From: a\0b@example.com", FromFindingKind.ControlCharacter)]
    [InlineData("From: =?utf-8?q?Ann=00?= <a@example.com>", FromFindingKind.ControlCharacter)]
    [InlineData("From: Pay\u200BPal <a@example.com>", FromFindingKind.InvisibleCharacter)]
    [InlineData("From: Pay\u200DPal <a@example.com>", FromFindingKind.InvisibleCharacter)]
    [InlineData("From: a@exam\u00ADple.com", FromFindingKind.InvisibleCharacter)]
    [InlineData("From: =?utf-8?b?4oCubW9jLmtuYWI=?= <a@example.com>", FromFindingKind.BidiControl)]
    [InlineData("From: a@pаypal.com", FromFindingKind.MixedScripts)]
    [InlineData("From: a@xn--pypal-4ve.com", FromFindingKind.MixedScripts)]
    [InlineData("From: a@раур.com", FromFindingKind.LooksLikeAscii)]
    [InlineData("From: a@ıntel.com", FromFindingKind.LooksLikeAscii)]
    [InlineData("From: a@xn--.com", FromFindingKind.BadALabel)]
    [InlineData("From: a@xn--example-.com", FromFindingKind.BadALabel)]
    [InlineData("From: a@xn--99999999999999.com", FromFindingKind.BadALabel)]
    [InlineData("From: a@ex\uFFFDample.com", FromFindingKind.BadULabel)]
    [InlineData("Sender: x@example.org\r\nFrom: a@example.com", FromFindingKind.SenderDiffers)]
    public void Each_deception_has_its_name(string header, FromFindingKind kind)
    {
        var report = Examine(header);
        Assert.True(report.Has(kind), $"found: {string.Join(", ", report.Findings)}");
    }

    [Fact]
    public void Bytes_that_are_no_UTF_8_are_named() => Assert.True(FromExamination.Examine(MimeMessage.Read((byte[])[.. "From: J"u8, 0xFC, .. "rgen <a@example.com>\r\n\r\n"u8])).Has(FromFindingKind.UndeclaredBytes));

    [Fact]
    public void Domains_are_compared_in_A_labels() => Assert.Equal(["xn--bcher-kva.example"], Examine("From: a@Bücher.example, b@XN--bcher-kva.example").Domains);

    [Fact]
    public void A_From_of_ten_thousand_addresses_is_bounded()
    {
        var report = Examine("From: " + string.Join(", ", Enumerable.Range(0, 10_000).Select(i => $"a@d{i}.example")));
        Assert.Equal(100, report.Domains.Count);
        Assert.All(report.Findings, finding => Assert.True(finding.Evidence.Length <= 201));
    }

    private static FromReport Examine(string header) => FromExamination.Examine(MimeMessage.Read(Encoding.UTF8.GetBytes(header + "\r\n\r\nbody\r\n")));
}
