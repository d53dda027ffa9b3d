using System.IO.Compression;
using System.Text;
using Sekisho.MailAuth.Reports;
using Sekisho.MailAuth.Reports.Aggregate;
using Sekisho.MailAuth.Reports.Files;
using Sekisho.MailAuth.Reports.Sending;
using Sekisho.MailAuth.Tests.Reports.Aggregate;
using Sekisho.Testing;

namespace Sekisho.MailAuth.Tests.Reports.Files;

public sealed class ReportFileReaderTests
{
    private static readonly byte[] Xml = AggregateReportWriter.Write(ReportSamples.Report(ReportSamples.Row()));

    [Fact]
    public void Packing_of_every_kind_is_taken_off()
    {
        byte[][] files = [Xml, ReportMessage.Gzip(Xml), Zip(("a.xml", Xml)), ReportMessage.Gzip(ReportMessage.Gzip(Xml)), Zip(("a.xml.gz", ReportMessage.Gzip(Xml)))];
        Assert.All(files, file => Assert.Single(Assert.Single(ReportFileReader.ReadFile(file).Reports).Aggregate!.Records));
    }

    [Fact]
    public void Four_layers_of_packing_are_too_many()
    {
        var three = ReportMessage.Gzip(ReportMessage.Gzip(ReportMessage.Gzip(Xml)));
        Assert.Single(ReportFileReader.ReadFile(three).Reports);
        var four = ReportFileReader.ReadFile(ReportMessage.Gzip(three));
        Assert.Empty(four.Reports);
        Assert.Contains("It is packed more than 3 times.", four.Problems);
    }

    [Fact]
    public void A_bomb_ends_at_the_limit()
    {
        var limits = new ReportLimits { MaxBytes = 1024 * 1024 };
        var bomb = ReportMessage.Gzip(new byte[200 * 1024 * 1024]);
        Assert.True(bomb.Length < limits.MaxBytes);
        var found = ReportFileReader.ReadFile(bomb, limits);
        Assert.Empty(found.Reports);
        Assert.Contains("It unpacks to more than the limit.", found.Problems);
        Assert.Contains("It unpacks to more than the limit.", ReportFileReader.ReadFile(Zip(("a.xml", new byte[2 * 1024 * 1024])), limits).Problems);
    }

    [Fact]
    public void Members_of_a_zip_are_read_up_to_the_limit()
    {
        var limits = new ReportLimits { MaxFiles = 2 };
        Assert.Equal(2, ReportFileReader.ReadFile(Zip(("a", Xml), ("b", Xml)), limits).Reports.Count);
        var three = ReportFileReader.ReadFile(Zip(("a", Xml), ("b", Xml), ("c", Xml)), limits);
        Assert.Equal(2, three.Reports.Count);
        Assert.Contains("The zip has more than 2 members.", three.Problems);
    }

    [Fact]
    public void Damaged_packing_gives_what_came_before_the_damage()
    {
        var packed = ReportMessage.Gzip(Xml);
        packed[^6] ^= 0xFF;
        Assert.Single(ReportFileReader.ReadFile(packed).Reports);
        Assert.Empty(ReportFileReader.ReadFile(packed.AsMemory(0, 20)).Reports);
    }

    [Fact]
    public void A_message_that_we_send_is_one_that_we_read()
    {
        var names = new ReportNames("mx.example", "example.org", ReportSamples.Day, ReportSamples.Day.AddDays(1).AddSeconds(-1), 1);
        var message = ReportMessage.Aggregate(names, "reports@mx.example", ReportAddress.OfList("mailto:r@example.org")[0], Xml, ReportSamples.Day);
        var found = ReportFileReader.ReadFile(message);
        Assert.Empty(found.Problems);
        var report = Assert.Single(found.Reports);
        Assert.Equal(names.FileName("xml.gz"), report.Place);
        Assert.Equal("example.org", report.Aggregate!.Policy.Domain);
    }

    [CorpusFact("mail/auth/parsedmarc")]
    public void Reports_of_the_world_are_read()
    {
        var read = 0;
        foreach (var folder in (string[])["aggregate", "extract_report", "smtp_tls", "failure"])
        {
            foreach (var path in Corpora.Files("mail/auth/parsedmarc/" + folder))
            {
                if (path.EndsWith("invalid_xml.xml", StringComparison.Ordinal)) continue;
                var found = ReportFileReader.ReadFile(File.ReadAllBytes(path));
                var report = Assert.Single(found.Reports);
                var kind = folder switch { "smtp_tls" => ReportKind.Tls, "failure" => ReportKind.Failure, _ => ReportKind.Aggregate };
                Assert.Equal((path, kind), (path, report.Kind));
                var count = kind switch
                {
                    ReportKind.Tls => report.Tls!.Policies.Count,
                    ReportKind.Failure => report.Failure!.Domain.Length + (report.Failure.SourceAddress is null ? -1000 : 0),
                    _ => report.Aggregate!.Records.Count,
                };
                Assert.True(count > 0, path);
                read++;
            }
        }

        Assert.Equal(31, read);
    }

    [CorpusFact("mail/auth/parsedmarc")]
    public void Broken_reports_of_the_world_are_repaired_or_refused()
    {
        Assert.Empty(ReportFileReader.ReadFile(File.ReadAllBytes(Corpora.PathOf("mail/auth/parsedmarc/empty.xml"))).Reports);
        var capitals = ReportFileReader.ReadFile(File.ReadAllBytes(Corpora.PathOf("mail/auth/parsedmarc/aggregate_invalid/report_with_upper_cased_pass.xml")));
        Assert.NotEmpty(Assert.Single(capitals.Reports).Aggregate!.Records);
        var invalid = ReportFileReader.ReadFile(File.ReadAllBytes(Corpora.PathOf("mail/auth/parsedmarc/aggregate/invalid_xml.xml")));
        Assert.Contains(Assert.Single(invalid.Reports).Problems, problem => problem.StartsWith("The XML breaks", StringComparison.Ordinal));
    }

    private static byte[] Zip(params ReadOnlySpan<(string Name, byte[] Content)> members)
    {
        using var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true, Encoding.UTF8))
        {
            foreach (var (name, content) in members)
            {
                using var entry = zip.CreateEntry(name).Open();
                entry.Write(content);
            }
        }

        return stream.ToArray();
    }
}
