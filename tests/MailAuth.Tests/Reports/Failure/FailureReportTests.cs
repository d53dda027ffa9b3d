using System.Text;
using Sekisho.MailAuth.Reports.Failure;
using Sekisho.Mime;

namespace Sekisho.MailAuth.Tests.Reports.Failure;

public sealed class FailureReportTests
{
    private const string Message = """
        From: reporter@receiver.example
        Subject: FW: Invoice
        Content-Type: multipart/report; report-type=feedback-report; boundary=b

        --b
        Content-Type: text/plain

        A message failed.
        --b
        Content-Type: message/feedback-report

        Feedback-Type: auth-failure
        User-Agent: Example/1.0
        Version: 1
        Original-Mail-From: <somebody@bounce.example.net>
        Arrival-Date: Sat, 21 Nov 2026 10:00:00 +0000
        Source-IP: 192.0.2.7
        Reported-Domain: Example.org
        Auth-Failure: dmarc
        Identity-Alignment: none
        Delivery-Result: reject
        Authentication-Results: mx.receiver.example; spf=fail
          smtp.mailfrom=somebody@bounce.example.net
        Incidents: 3

        --b
        Content-Type: text/rfc822-headers

        From: "A person" <person@sub.example.org>
        Subject: Invoice

        --b--
        """;

    [Fact]
    public void A_report_is_read_without_local_parts()
    {
        var reading = Read(Message);
        Assert.Empty(reading.Problems);
        Assert.Equal(
            new FailureReport
            {
                FeedbackType = "auth-failure",
                AuthFailure = "dmarc",
                Domain = "example.org",
                IdentityAlignment = "none",
                DeliveryResult = "reject",
                SourceAddress = "192.0.2.7",
                EnvelopeFrom = "bounce.example.net",
                HeaderFrom = "sub.example.org",
                AuthenticationResults = "mx.receiver.example; spf=fail smtp.mailfrom=bounce.example.net",
                ArrivalDate = "Sat, 21 Nov 2026 10:00:00 +0000",
                UserAgent = "Example/1.0",
                Incidents = 3,
            },
            reading.Report);
    }

    [Fact]
    public void What_is_missing_is_told()
    {
        var reading = Read(Message.Replace("Source-IP: 192.0.2.7", "Source-IP: nobody", StringComparison.Ordinal).Replace("Auth-Failure: dmarc", "X: y", StringComparison.Ordinal));
        Assert.Equal(["Auth-Failure is missing.", "Source-IP is missing, or no address."], reading.Problems);
    }

    [Fact]
    public void An_ordinary_message_is_no_report() => Assert.Null(Read("From: a@example.org\nSubject: Hello\n\nHello\n").Report);

    private static FailureReading Read(string message) => FailureReportReader.Read(MimeMessage.Read(Encoding.UTF8.GetBytes(message)));
}
