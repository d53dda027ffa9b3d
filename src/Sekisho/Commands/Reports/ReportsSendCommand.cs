using System.CommandLine;
using Sekisho.Deliver.Reporting;
using Sekisho.Output;
using Sekisho.Roles.Calls;

namespace Sekisho.Commands.Reports;

/// <summary>Sends what is due, at once.</summary>
internal sealed class ReportsSendCommand : SystemCommand
{
    private readonly Option<string?> _domain = new("--domain") { Description = "Only about this domain.", HelpName = "DOMAIN" };

    /// <summary>Makes the command.</summary>
    public ReportsSendCommand(Surroundings surroundings)
        : base("send", "Send the reports of all periods that are over now, instead of at the moment that each has. Nothing is sent twice.", surroundings) => Add(_domain);

    /// <inheritdoc/>
    public override IReadOnlyList<JsonField> Fields =>
    [
        new("periods", "how many periods are done"),
        new("messages", "how many messages were queued"),
        new("posted", "how many reports were posted over HTTPS"),
        new("waiting", "how many periods wait because the DNS did not answer, or a place did not take its report"),
    ];

    /// <inheritdoc/>
    protected override async Task<int> RunAsync(ParseResult parse, ICallClient calls, CommandOutput output, CancellationToken cancellation)
    {
        var reply = await calls.SendAsync(DeliverReportCalls.SendReports, new SendReportsRequest(ReportText.DomainOf(parse.GetValue(_domain))), default, cancellation);
        if (reply.IsOff) return output.Fail("Reports are not sent here.", "Set reports.from to an address in a domain of yours (docs/reports.md).");
        if (reply.ForeignSender) return output.Fail("The address in reports.from is in no domain of a tenant, so its mail cannot be signed.", "Set it to one that is.");
        if (output.Json) output.WriteJson(new ReportsSendItem(reply.Periods, reply.Messages, reply.Posted, reply.Waiting), ProgramJson.Default.ReportsSendItem);
        else output.WriteLine($"{reply.Periods} periods done, {reply.Messages} messages queued{(reply.Posted > 0 ? $", {reply.Posted} reports posted" : "")}{(reply.Waiting > 0 ? $", {reply.Waiting} periods wait because the DNS did not answer, or a place did not take its report" : "")}.");
        return ExitCodes.Done;
    }
}
