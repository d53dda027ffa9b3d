using System.CommandLine;
using Sekisho.Output;
using Sekisho.Roles.Calls;
using Sekisho.Store.Reports;

namespace Sekisho.Commands.Reports;

/// <summary>What others report about one domain: who sends in its name, and how it fares.</summary>
internal sealed class ReportsShowCommand : SystemCommand
{
    private readonly Argument<string> _domain = new("DOMAIN") { Description = "The domain." };
    private readonly Option<int> _days = new("--days") { Description = "Only reports of so many days; 30 when not given.", HelpName = "N", DefaultValueFactory = _ => 30 };
    private readonly Option<bool> _all = new("--unproven") { Description = "Also count reports whose sender nobody proves; anybody may have written them." };
    private readonly Option<string?> _language = Doctor.AdviceLanguage.NewOption();

    /// <summary>Makes the command.</summary>
    public ReportsShowCommand(Surroundings surroundings)
        : base("show", "Show what others report about a domain: sources, alignment, what became of the mail, and what to do.", surroundings)
    {
        Add(_domain);
        foreach (var option in new Option[] { _days, _all, _language }) Add(option);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<JsonField> Fields =>
    [
        new("item", "source, report or advice: which of the following is there"),
        new("source", "kind, source (address; of TLS the mail exchange), count, passed, dkimAligned, spfAligned, dispositions, headerFrom, details, reporters"),
        new("report", "kind, organization, submitter, isAuthenticated, reportId, begin, end, receivedAt, messageId, policy, problems, rows, rowsLeftOut, count, passed"),
        new("advice", "what to do: en, ja"),
    ];

    /// <inheritdoc/>
    public override string ExitCodeNotes => "0 done, 1 failed or there are no reports, 2 wrong usage.";

    /// <inheritdoc/>
    protected override async Task<int> RunAsync(ParseResult parse, ICallClient calls, CommandOutput output, CancellationToken cancellation)
    {
        var domain = ReportText.DomainOf(parse.GetRequiredValue(_domain))!;
        var reply = await calls.SendAsync(ReportCalls.Show, new ReportShowRequest(domain, parse.GetValue(_days), parse.GetValue(_all)), default, cancellation);
        if (reply.Reports.Count == 0) return output.Fail($"Nobody has reported about {domain} in that time.", "Reports come to addresses in reports.addresses, where the domain's DNS names them; see 'sekisho doctor --domain'.");
        var advice = ReportAdvice.Of(domain, reply);
        if (output.Json)
        {
            foreach (var source in reply.Sources) output.WriteJson(new ReportsShowItem { Item = "source", Source = source }, ProgramJson.Default.ReportsShowItem);
            foreach (var report in reply.Reports) output.WriteJson(new ReportsShowItem { Item = "report", Report = report }, ProgramJson.Default.ReportsShowItem);
            foreach (var one in advice) output.WriteJson(new ReportsShowItem { Item = "advice", Advice = one }, ProgramJson.Default.ReportsShowItem);
            return ExitCodes.Done;
        }

        WriteSources(reply.Sources, output);
        WriteReports(reply.Reports, output);
        var language = Doctor.AdviceLanguage.Of(parse.GetValue(_language));
        foreach (var one in advice) output.WriteLine("- " + one.In(language));
        return ExitCodes.Done;
    }

    private static void WriteSources(IReadOnlyList<ReportedSource> sources, CommandOutput output)
    {
        var mail = new TextTable("source", "messages", "passed", "dkim aligned", "spf aligned", "from", "became", "reporters", "seen");
        var tls = new TextTable("mail exchange", "sessions", "succeeded", "result", "reporters", "policy");
        foreach (var source in sources)
        {
            if (source.Kind == "tls") tls.Add(source.Source, Show.Number(source.Count), Show.Number(source.Passed), source.Dispositions, Show.Number(source.Reporters), source.Details);
            else mail.Add(source.Source, Show.Number(source.Count), ReportText.Share(source.Passed, source.Count), Show.Number(source.DkimAligned), Show.Number(source.SpfAligned), source.HeaderFrom, source.Dispositions, Show.Number(source.Reporters), source.Details);
        }

        if (sources.Any(source => source.Kind != "tls")) mail.WriteTo(output);
        if (sources.Any(source => source.Kind == "tls")) tls.WriteTo(output);
    }

    private static void WriteReports(IReadOnlyList<KeptReport> reports, CommandOutput output)
    {
        var table = new TextTable("reporter", "kind", "period", "messages", "passed", "proven", "policy", "faults");
        foreach (var report in reports)
            table.Add(report.Organization, report.Kind, $"{ReportText.Day(report.Begin)} – {ReportText.Day(report.End)}", Show.Number(report.Count), ReportText.Share(report.Passed, report.Count), report.IsAuthenticated ? "yes" : "no", report.Policy, report.Problems);
        table.WriteTo(output);
    }
}
