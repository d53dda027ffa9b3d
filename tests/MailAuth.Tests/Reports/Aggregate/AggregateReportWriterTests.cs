using System.Text;
using System.Xml;
using System.Xml.Linq;
using System.Xml.Schema;
using Sekisho.MailAuth.Reports.Aggregate;
using Sekisho.Testing;

namespace Sekisho.MailAuth.Tests.Reports.Aggregate;

public sealed class AggregateReportWriterTests
{
    private static readonly XNamespace Dmarc = "urn:ietf:params:xml:ns:dmarc-2.0";

    [CorpusFact("mail/auth/mail-dmarc")]
    public void What_is_written_is_valid_by_the_schema()
    {
        // The file names its types without a namespace and leaves out what makes elements qualified, which RFC 9990 has: no
        // document at all would be valid without both.
        var text = File.ReadAllText(Corpora.PathOf("mail/auth/mail-dmarc/rua-schema.xsd"))
            .Replace("targetNamespace=", "xmlns=\"urn:ietf:params:xml:ns:dmarc-2.0\" elementFormDefault=\"qualified\" targetNamespace=", StringComparison.Ordinal);
        var schemas = new XmlSchemaSet { XmlResolver = null };
        using (var reader = XmlReader.Create(new StringReader(text))) schemas.Add(null, reader);
        schemas.Compile();
        Assert.Equal(1, schemas.Count);
        AggregateReport[] reports =
        [
            ReportSamples.Report(ReportSamples.Row(), ReportSamples.Row("2001:db8::1"), ReportSamples.Row("::ffff:192.0.2.7")),
            ReportSamples.Report(ReportSamples.Row() with { Disposition = "pass", Dkim = [], Spf = [], EnvelopeFrom = null, Reasons = [new OverrideReason("forwarded", null)] }),
            ReportSamples.Report(ReportSamples.Row() with { EnvelopeTo = "example.com", Dkim = [new DkimEntry("example.org", null, "weird")], Spf = [new SpfEntry("a.example", "helo", "weird")] }) with { Errors = [], ExtraContact = null },
            ReportSamples.Report(ReportSamples.Row()) with { Policy = new PublishedPolicy { Domain = "example.org" } },
        ];
        var valid = 0;
        foreach (var report in reports)
        {
            var problems = new List<string>();
            var settings = new XmlReaderSettings { ValidationType = ValidationType.Schema, Schemas = schemas, ValidationFlags = XmlSchemaValidationFlags.ReportValidationWarnings };
            settings.ValidationEventHandler += (_, problem) => problems.Add(problem.Message);
            using var reader = XmlReader.Create(new MemoryStream(AggregateReportWriter.Write(report)), settings);
            while (reader.Read())
            {
            }

            Assert.Empty(problems);
            valid++;
        }

        Assert.Equal(4, valid);
    }

    [Fact]
    public void Every_element_is_in_the_namespace_of_RFC_9990()
    {
        var document = XDocument.Parse(Encoding.UTF8.GetString(AggregateReportWriter.Write(ReportSamples.Report(ReportSamples.Row()))));
        Assert.All(document.Descendants(), element => Assert.Equal(Dmarc, element.Name.Namespace));
        Assert.Equal(["report_metadata", "policy_published", "record"], document.Root!.Elements().Select(element => element.Name.LocalName));
    }

    [Fact]
    public void Testing_is_told_only_where_it_is_so()
    {
        var report = ReportSamples.Report(ReportSamples.Row());
        Assert.DoesNotContain("testing", Encoding.UTF8.GetString(AggregateReportWriter.Write(report)), StringComparison.Ordinal);
        Assert.Contains("<testing>y</testing>", Encoding.UTF8.GetString(AggregateReportWriter.Write(report with { Policy = report.Policy with { IsTesting = true } })), StringComparison.Ordinal);
    }

    [Fact]
    public void No_more_than_a_hundred_signatures_of_a_row_are_written()
    {
        var row = ReportSamples.Row() with { Dkim = [.. Enumerable.Range(0, 101).Select(i => new DkimEntry($"d{i}.example", "s", "pass"))] };
        var document = XDocument.Parse(Encoding.UTF8.GetString(AggregateReportWriter.Write(ReportSamples.Report(row))));
        Assert.Equal(100, document.Descendants(Dmarc + "auth_results").Elements(Dmarc + "dkim").Count());
    }

    [Fact]
    public void What_is_written_reads_back()
    {
        var written = ReportSamples.Report(ReportSamples.Row(), ReportSamples.Row("2001:db8::1", 7));
        var reading = AggregateReportReader.Read(AggregateReportWriter.Write(written));
        Assert.Empty(reading.Problems);
        Assert.Equal(AggregateXml.Namespace, reading.Report!.Namespace);
        Assert.Equal(written.OrganizationName, reading.Report.OrganizationName);
        Assert.Equal(written.Policy, reading.Report.Policy);
        Assert.Equal((written.Begin, written.End), (reading.Report.Begin, reading.Report.End));
        Assert.Equal([3, 7], reading.Report.Records.Select(row => row.Count));
        var row = reading.Report.Records[0];
        Assert.Equal("kept for   a person <&>", row.Reasons.Single().Comment);
        Assert.Equal(written.Records[0].Dkim, row.Dkim);
        Assert.Equal(written.Records[0].Spf, row.Spf);
        Assert.Equal(("quarantine", "news.example.org", "bounce.example.net"), (row.Disposition, row.HeaderFrom, row.EnvelopeFrom));
    }

    [Fact]
    public void A_report_without_rows_cannot_be_written() => Assert.Throws<ArgumentException>(() => AggregateReportWriter.Write(ReportSamples.Report()));
}
