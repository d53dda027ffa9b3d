using System.Text;
using Sekisho.MailAuth.Reports.Files;
using Sekisho.MailAuth.Reports.Sending;
using Sekisho.MailAuth.Tests.Reports.Aggregate;
using Sekisho.Mime;

namespace Sekisho.MailAuth.Tests.Reports.Sending;

public sealed class ReportSplittingTests
{
    [Fact]
    public void A_report_that_fits_is_one_message()
    {
        var (parts, leftOut) = Split("a@example.org", 3);
        Assert.Equal((1, 0), (parts.Count, leftOut));
        var message = MimeMessage.Read(parts[0].Message);
        Assert.Matches("^Report Domain: example\\.org Submitter: mx\\.example Report-ID: <[0-9a-f]{32}>$", message.Header("Subject")!.Value.Text);
        Assert.Contains($"mx.example!example.org!1795219200!1795305599!{parts[0].Names.ReportId}.xml.gz", message.Parts[2].FileNames);
        Assert.Equal("application/gzip", message.Parts[2].ContentType.MediaType);
    }

    [Fact]
    public void A_larger_one_is_divided_and_no_row_is_lost()
    {
        var (parts, leftOut) = Split("a@example.org!4k", 400);
        Assert.Equal(0, leftOut);
        Assert.InRange(parts.Count, 2, ReportSplitting.MostParts);
        Assert.All(parts, part => Assert.True(part.Message.Length <= 4096));
        var reports = parts.Select(part => ReportFileReader.ReadFile(part.Message).Reports.Single().Aggregate!).ToList();
        Assert.Equal(Enumerable.Range(1, 400).Select(i => (long)i), reports.SelectMany(report => report.Records).Select(row => row.Count));
        Assert.Equal(parts.Count, reports.Select(report => report.ReportId).Distinct().Count());
    }

    [Fact]
    public void A_limit_that_no_row_fits_into_sends_nothing()
    {
        var (parts, leftOut) = Split("a@example.org!100", 50);
        Assert.Equal((0, 50), (parts.Count, leftOut));
    }

    [Fact]
    public void Sixteen_messages_are_sent_and_the_rest_is_counted()
    {
        var (parts, leftOut) = Split("a@example.org!2k", 4000);
        Assert.Equal(ReportSplitting.MostParts, parts.Count);
        Assert.Equal(4000, leftOut + parts.Sum(part => part.Rows));
    }

    [Fact]
    public void The_same_report_has_the_same_name_every_time() =>
        Assert.Equal(Split("a@example.org", 3).Parts[0].Names.ReportId, Split("a@example.org", 3).Parts[0].Names.ReportId);

    [Fact]
    public void A_TLS_report_says_whose_it_is()
    {
        var names = new ReportNames("mx.example", "example.org", ReportSamples.Day, ReportSamples.Day.AddDays(1).AddSeconds(-1), 1);
        var message = MimeMessage.Read(ReportMessage.Tls(names, "tls@mx.example", ReportAddress.OfList("mailto:a@example.org")[0], "{}"u8, ReportSamples.Day));
        Assert.Equal("example.org", message.Header("TLS-Report-Domain")!.Value.Text);
        Assert.Equal("mx.example", message.Header("TLS-Report-Submitter")!.Value.Text);
        Assert.Equal("multipart/report", message.Root.ContentType.MediaType);
        Assert.Equal("application/tlsrpt+gzip", message.Parts[2].ContentType.MediaType);
        Assert.True(Ascii.IsValid(message.Bytes.Span));
    }

    private static (IReadOnlyList<ReportPart> Parts, int RowsLeftOut) Split(string address, int rows) =>
        ReportSplitting.Split(
            ReportSamples.Report([.. Enumerable.Range(1, rows).Select(i => ReportSamples.Row($"192.0.{i / 256}.{i % 256}", i))]),
            "mx.example", "reports@mx.example", ReportAddress.OfList("mailto:" + address)[0], ReportSamples.Day);
}
