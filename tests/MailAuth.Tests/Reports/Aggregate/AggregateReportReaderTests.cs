using System.Text;
using Sekisho.MailAuth.Reports;
using Sekisho.MailAuth.Reports.Aggregate;

namespace Sekisho.MailAuth.Tests.Reports.Aggregate;

public sealed class AggregateReportReaderTests
{
    private const string Head = "<report_metadata><org_name>Receiver</org_name><report_id>1</report_id><date_range><begin>1700000000</begin><end>1700086399</end></date_range></report_metadata><policy_published><domain>Example.ORG.</domain><p>Reject</p><pct>50</pct></policy_published>";
    private const string Row = "<record><row><source_ip>192.0.2.1</source_ip><count>4</count><policy_evaluated><disposition>none</disposition><dkim>pass</dkim><spf>fail</spf></policy_evaluated></row><identifiers><header_from>example.org</header_from></identifiers><auth_results><spf><domain>x.example</domain><result>error</result></spf></auth_results></record>";

    [Fact]
    public void A_report_of_RFC_7489_is_read()
    {
        var reading = Read($"<?xml version=\"1.0\"?><feedback>{Head}{Row}</feedback>");
        Assert.Empty(reading.Problems);
        var report = reading.Report!;
        Assert.Equal(("Receiver", "1", "example.org", "reject", 50), (report.OrganizationName, report.ReportId, report.Policy.Domain, report.Policy.Policy, report.Policy.Percent));
        var row = Assert.Single(report.Records);
        Assert.Equal(("192.0.2.1", 4, true, false), (row.SourceAddress.ToString(), row.Count, row.DkimAligned, row.SpfAligned));
        Assert.Equal(new SpfEntry("x.example", null, "permerror"), Assert.Single(row.Spf));
        Assert.Null(row.EnvelopeFrom);
    }

    [Theory]
    [InlineData("<feedback xmlns=\"urn:ietf:params:xml:ns:dmarc-2.0\">")]
    [InlineData("<feedback xmlns=\"urn:something:else\">")]
    [InlineData("<xs:schema xmlns:xs=\"http://www.w3.org/2001/XMLSchema\"><feedback>")]
    [InlineData("<FEEDBACK>")]
    public void Namespaces_wrappers_and_case_do_not_matter(string start)
    {
        var end = start.StartsWith("<F", StringComparison.Ordinal) ? "</FEEDBACK>" : "</feedback>";
        Assert.Equal(4, Assert.Single(Read($"{start}{Head}{Row}{end}").Report!.Records).Count);
    }

    [Fact]
    public void Prefixes_that_nobody_declared_do_not_matter()
    {
        var body = (Head + Row).Replace("</", "</d:", StringComparison.Ordinal).Replace("<", "<d:", StringComparison.Ordinal).Replace("<d:/d:", "</d:", StringComparison.Ordinal);
        Assert.Equal(4, Assert.Single(Read($"<d:feedback>{body}</d:feedback>").Report!.Records).Count);
    }

    [Theory]
    [InlineData("192.0.2.1", "192.0.2", "no address")]
    [InlineData("192.0.2.1", "mail.example", "no address")]
    [InlineData("<count>4", "<count>many", "no number")]
    [InlineData("<count>4", "<count>-4", "no number")]
    [InlineData("<count>4", "<count>0", "no number")]
    [InlineData("<count>4", "<count>99999999999999999999", "no number")]
    [InlineData("<count>4</count>", "", "no count")]
    [InlineData("<source_ip>192.0.2.1</source_ip>", "", "no source_ip")]
    public void A_row_without_an_address_or_a_number_is_left_out_and_told(string good, string bad, string problem)
    {
        var reading = Read($"<feedback>{Head}{Row.Replace(good, bad, StringComparison.Ordinal)}{Row}</feedback>");
        Assert.Single(reading.Report!.Records);
        Assert.Contains(reading.Problems, told => told.Contains(problem, StringComparison.Ordinal));
        Assert.Contains("1 of 2 rows were left out.", reading.Problems);
    }

    [Fact]
    public void Words_in_capitals_are_understood()
    {
        var reading = Read($"<feedback>{Head}{Row.Replace("<dkim>pass", "<dkim>Pass", StringComparison.Ordinal)}</feedback>");
        Assert.True(reading.Report!.Records[0].DkimAligned);
        Assert.Empty(reading.Problems);
    }

    [Fact]
    public void What_comes_before_broken_XML_is_kept()
    {
        var reading = Read($"<feedback>{Head}{Row}<record><row><source_ip>192.0.2.2</source");
        Assert.Equal(4, Assert.Single(reading.Report!.Records).Count);
        Assert.Contains(reading.Problems, problem => problem.StartsWith("The XML breaks at line", StringComparison.Ordinal));
    }

    [Fact]
    public void A_document_type_is_refused_and_no_entity_is_made()
    {
        var bomb = "<!DOCTYPE x [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\"><!ENTITY f SYSTEM \"file:///etc/passwd\">]>";
        var reading = Read($"{bomb}<feedback>{Head.Replace("Receiver", "&b;&f;", StringComparison.Ordinal)}{Row}</feedback>");
        Assert.Null(reading.Report);
        Assert.NotEmpty(reading.Problems);
    }

    [Fact]
    public void Missing_parts_are_told()
    {
        var reading = Read("<feedback><policy_published><p>none</p></policy_published></feedback>");
        Assert.Equal(
            ["The report does not say which domain it is about.", "The report has no identifier.", "The report does not say from when to when it is.", "The report has no rows."], reading.Problems);
    }

    [Fact]
    public void Rows_are_kept_up_to_the_limit_and_counted_beyond()
    {
        var limits = new ReportLimits { MaxRecords = 3 };
        var three = AggregateReportReader.Read(Encoding.UTF8.GetBytes($"<feedback>{Head}{Row}{Row}{Row}</feedback>"), limits);
        Assert.Equal(3, three.Report!.Records.Count);
        Assert.Empty(three.Problems);
        var four = AggregateReportReader.Read(Encoding.UTF8.GetBytes($"<feedback>{Head}{Row}{Row}{Row}{Row}</feedback>"), limits);
        Assert.Equal(3, four.Report!.Records.Count);
        Assert.Contains("1 of 4 rows were left out.", four.Problems);
    }

    [Fact]
    public void Elements_are_read_down_to_the_limit_of_depth()
    {
        string Nested(int depth) => $"<feedback>{Head}{Row}{string.Concat(Enumerable.Repeat("<a>", depth))}{string.Concat(Enumerable.Repeat("</a>", depth))}{Row}</feedback>";
        var limits = new ReportLimits { MaxDepth = 10 };
        Assert.Equal(2, AggregateReportReader.Read(Encoding.UTF8.GetBytes(Nested(9)), limits).Report!.Records.Count);
        Assert.Single(AggregateReportReader.Read(Encoding.UTF8.GetBytes(Nested(10)), limits).Report!.Records);
    }

    [Fact]
    public void A_document_of_the_limit_is_read_and_one_byte_more_is_not()
    {
        var document = Encoding.UTF8.GetBytes($"<feedback>{Head}{Row}</feedback>");
        Assert.NotNull(AggregateReportReader.Read(document, new ReportLimits { MaxBytes = document.Length }).Report);
        Assert.Null(AggregateReportReader.Read(document, new ReportLimits { MaxBytes = document.Length - 1 }).Report);
    }

    [Fact]
    public void Control_characters_do_not_reach_the_terminal() =>
        Assert.Equal("Re ceiver", Read($"<feedback>{Head.Replace("Receiver", "Re&#27;ceiver", StringComparison.Ordinal)}{Row}</feedback>").Report!.OrganizationName);

    [Fact]
    public void Bytes_that_are_no_UTF_8_are_read_and_told()
    {
        var document = Encoding.Latin1.GetBytes($"<?xml version=\"1.0\" encoding=\"UTF-8\"?><feedback>{Head.Replace("Receiver", "B\u00FCro", StringComparison.Ordinal)}{Row}</feedback>");
        var reading = AggregateReportReader.Read(document);
        Assert.Equal("B\u00FCro", reading.Report!.OrganizationName);
        Assert.Single(reading.Problems);
    }

    [Theory]
    [InlineData("")]
    [InlineData("<")]
    [InlineData("<html><body>Hello</body></html>")]
    [InlineData("not a report")]
    public void What_is_no_report_is_told_to_be_none(string text)
    {
        var reading = Read(text);
        Assert.Null(reading.Report);
        Assert.Contains("There is no DMARC report in it.", reading.Problems);
    }

    private static AggregateReading Read(string xml) => AggregateReportReader.Read(Encoding.UTF8.GetBytes(xml));
}
