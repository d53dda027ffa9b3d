using System.CommandLine;
using System.Globalization;
using Sekisho.Output;
using Sekisho.Roles.Calls;
using Sekisho.Store.Reports;

namespace Sekisho.Commands.Reports;

/// <summary>What there is in reports.</summary>
internal sealed class ReportsListCommand : SystemCommand
{
    private readonly Option<string?> _domain = new("--domain") { Description = "Only about this domain.", HelpName = "DOMAIN" };
    private readonly Option<int> _days = new("--days") { Description = "Of received reports only those of so many days; 30 when not given.", HelpName = "N", DefaultValueFactory = _ => 30 };

    /// <summary>Makes the command.</summary>
    public ReportsListCommand(Surroundings surroundings)
        : base("list", "List what others report about our domains, what is counted for others, and what was sent.", surroundings)
    {
        Add(_domain);
        Add(_days);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<JsonField> Fields =>
    [
        new("list", "received, waiting or sent: which of the following is there"),
        new("received", "kind (dmarc, failure, tls), domain, reports, count (messages or sessions), passed, from, to, unproven (reports whose sender nobody proves), withProblems"),
        new("waiting", "kind (dmarc, tls), domain, begin, end, policy, rows, count, leftOut"),
        new("sent", "kind, domain, begin, end, recipient, part, at, messageId (for trace), outcome (queued, posted, or why nothing was sent)"),
    ];

    /// <inheritdoc/>
    protected override async Task<int> RunAsync(ParseResult parse, ICallClient calls, CommandOutput output, CancellationToken cancellation)
    {
        var reply = await calls.SendAsync(ReportCalls.List, new ReportListRequest(ReportText.DomainOf(parse.GetValue(_domain)), parse.GetValue(_days)), default, cancellation);
        if (output.Json)
        {
            foreach (var item in reply.Received) output.WriteJson(new ReportsItem { List = "received", Received = item }, ProgramJson.Default.ReportsItem);
            foreach (var item in reply.Waiting) output.WriteJson(new ReportsItem { List = "waiting", Waiting = item }, ProgramJson.Default.ReportsItem);
            foreach (var item in reply.Sent) output.WriteJson(new ReportsItem { List = "sent", Sent = item }, ProgramJson.Default.ReportsItem);
            return ExitCodes.Done;
        }

        WriteReceived(reply.Received, output);
        WriteWaiting(reply.Waiting, output);
        WriteSent(reply.Sent, output);
        if (reply.Received.Count + reply.Waiting.Count + reply.Sent.Count == 0)
            output.Note("There is nothing. Reports of others are read from mail to reports.addresses; what we send is turned on by reports.from (docs/reports.md).");
        return ExitCodes.Done;
    }

    private static void WriteReceived(IReadOnlyList<ReceivedDomain> items, CommandOutput output)
    {
        if (items.Count == 0) return;
        output.WriteLine("What others report about our domains:");
        var table = new TextTable("domain", "kind", "reports", "messages", "passed", "from", "to", "remarks");
        foreach (var item in items)
        {
            var remarks = new List<string>();
            if (item.Unproven > 0) remarks.Add(string.Create(CultureInfo.InvariantCulture, $"{item.Unproven} of unproven senders"));
            if (item.WithProblems > 0) remarks.Add(string.Create(CultureInfo.InvariantCulture, $"{item.WithProblems} with faults"));
            table.Add(item.Domain, item.Kind, Show.Number(item.Reports), Show.Number(item.Count), ReportText.Share(item.Passed, item.Count), ReportText.Day(item.From), ReportText.Day(item.To), string.Join(", ", remarks));
        }

        table.WriteTo(output);
    }

    private static void WriteWaiting(IReadOnlyList<ReportPeriod> items, CommandOutput output)
    {
        if (items.Count == 0) return;
        output.WriteLine("Counted, to be reported when the period is over:");
        var table = new TextTable("domain", "kind", "from", "to", "rows", "messages", "no room for");
        foreach (var item in items) table.Add(item.Domain, ReportText.Word(item.Kind), Show.Time(item.Begin), Show.Time(item.End), Show.Number(item.Rows), Show.Number(item.Count), item.LeftOut > 0 ? Show.Number(item.LeftOut) : null);
        table.WriteTo(output);
    }

    private static void WriteSent(IReadOnlyList<SentReport> items, CommandOutput output)
    {
        if (items.Count == 0) return;
        output.WriteLine("Sent, newest first:");
        var table = new TextTable("at", "domain", "kind", "period", "to", "message", "outcome");
        foreach (var item in items) table.Add(Show.Time(item.At), item.Domain, ReportText.Word(item.Kind), ReportText.Day(item.Begin), item.Recipient, item.MessageId, item.Outcome);
        table.WriteTo(output);
    }
}
