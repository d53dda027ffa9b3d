using System.CommandLine;
using Sekisho.Commands.Files;
using Sekisho.Inspect.Reports;
using Sekisho.MailAuth.Reports.Files;
using Sekisho.Output;

namespace Sekisho.Commands.Reports;

/// <summary>Reads report files, without a running system.</summary>
internal sealed class ReportsReadCommand : LeafCommand
{
    private readonly Argument<string[]> _files = new("FILE") { Description = "Reports: XML, JSON, gzip, zip, or messages that carry one; a folder means every file below it.", Arity = ArgumentArity.OneOrMore };

    /// <summary>Makes the command.</summary>
    public ReportsReadCommand(Surroundings surroundings)
        : base("read", "Read reports from files: DMARC aggregate reports (RFC 9990, RFC 7489), failure reports, TLS reports; broken ones as far as they go.", surroundings) => Add(_files);

    /// <inheritdoc/>
    public override IReadOnlyList<JsonField> Fields =>
    [
        new("file", "the file"),
        new("report", "kind (dmarc, failure, tls), domain, organization, reportId, begin, end, policy, rows[] (source, count, passes, dkimAligned, spfAligned, disposition, headerFrom, details; those with the most messages first, at most 2,000), rowsLeftOut, problems[]; absent where none could be read"),
        new("problems[]", "why there is none, or what of the file could not be read"),
    ];

    /// <inheritdoc/>
    public override string ExitCodeNotes => "0 every file holds a report, 1 one does not, 2 wrong usage.";

    /// <inheritdoc/>
    protected override async Task<int> RunAsync(ParseResult parse, CommandOutput output, CancellationToken cancellation)
    {
        var (read, failed) = (0, 0);
        foreach (var file in InputFiles.Of(parse.GetRequiredValue(_files), Surroundings.CurrentFolder))
        {
            var (content, problem) = file.Problem is null ? await InputFiles.ReadAsync(file.Path, Surroundings.CurrentFolder, cancellation) : (null, file.Problem);
            var found = content is null ? new ReportFiles([], [problem!]) : ReportFileReader.ReadFile(content);
            var reports = found.Reports.Select(report => ToReceived.Of(report, "", isAuthenticated: false)).OfType<ReceivedReport>().ToList();
            if (reports.Count == 0) failed++;
            else read++;
            foreach (var report in reports) Tell(output, file.Path, report, found.Problems);
            if (reports.Count > 0) continue;
            // One that does not say what it is about has its problems itself.
            IReadOnlyList<string> problems = [.. found.Problems, .. found.Reports.SelectMany(report => report.Problems)];
            if (output.Json) output.WriteJson(new ReportsReadItem { File = file.Path, Problems = problems }, ProgramJson.Default.ReportsReadItem);
            else output.WriteLine($"{file.Path}: no report: {string.Join(" ", problems)}");
        }

        if (read + failed == 0) return output.Fail("There is nothing to read.", "The folder is empty.");
        return failed == 0 ? ExitCodes.Done : output.Fail($"{failed} of {read + failed} files hold no report that can be read.");
    }

    private static void Tell(CommandOutput output, string file, ReceivedReport report, IReadOnlyList<string> problems)
    {
        if (output.Json)
        {
            output.WriteJson(new ReportsReadItem { File = file, Report = report, Problems = problems }, ProgramJson.Default.ReportsReadItem);
            return;
        }

        var count = report.Rows.Sum(row => row.Count);
        output.WriteLine($"{file}: {report.Kind} report about {report.Domain} by {report.Organization}, {ReportText.Day(report.Begin)} – {ReportText.Day(report.End)}; {count} {(report.Kind == "tls" ? "sessions" : "messages")}, passed {ReportText.Share(report.Rows.Where(row => row.Passes).Sum(row => row.Count), count)}; policy {report.Policy}");
        var table = new TextTable("source", "count", "passes", "dkim", "spf", "became", "from", "details");
        foreach (var row in report.Rows) table.Add(row.Source, Show.Number(row.Count), row.Passes ? "yes" : "no", Word(row.DkimAligned), Word(row.SpfAligned), row.Disposition, row.HeaderFrom, row.Details);
        if (report.Rows.Count > 0) table.WriteTo(output);
        foreach (var problem in report.Problems.Concat(problems)) output.WriteLine("  ! " + problem);
    }

    private static string? Word(bool? aligned) => aligned switch { true => "aligned", false => "no", _ => null };
}
