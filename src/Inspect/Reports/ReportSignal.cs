using Sekisho.Inspect.Facts;
using Sekisho.Inspect.Pipeline;
using Sekisho.MailAuth.Reports;
using Sekisho.MailAuth.Reports.Files;

namespace Sekisho.Inspect.Reports;

/// <summary>
/// Reads the reports in mail to the addresses for reports: here, because no other role may read what strangers write. What was
/// read travels with the verdict; the message goes its way like any other.
/// </summary>
internal sealed class ReportSignal(InspectOptions options) : ISignal
{
    private static readonly ReportLimits Limits = new() { MaxBytes = 16 * 1024 * 1024, MaxRecords = 20_000 };

    private readonly HashSet<string> _addresses = new(options.ReportAddresses, StringComparer.OrdinalIgnoreCase);

    public string Name => "reports";

    public FactGroup Facts => ReportFacts.Group;

    public ValueTask ExamineAsync(InspectionContext context)
    {
        if (_addresses.Count == 0 || !context.Request.Recipients.Any(recipient => _addresses.Contains(WithoutTag(recipient)))) return ValueTask.CompletedTask;
        var found = ReportFileReader.ReadMessage(context.Message, context.Decode, Limits);
        var reports = found.Reports.Select(report => ToReceived.Of(report, context.AuthorDomain ?? "", context.IsAuthorProven)).OfType<ReceivedReport>().Take(ReceivedReport.MostReports).ToList();
        context.Reports = reports;
        context.Set(ReportFacts.Kinds, [.. reports.Select(report => report.Kind).Distinct()]);
        context.Set(ReportFacts.Domains, [.. reports.Select(report => report.Domain).Distinct()]);
        context.Set(ReportFacts.Problems, [.. found.Problems.Concat(found.Reports.SelectMany(report => report.Problems)).Distinct()]);
        return ValueTask.CompletedTask;
    }

    private static string WithoutTag(string address)
    {
        var at = address.LastIndexOf('@');
        var plus = address.IndexOf('+', StringComparison.Ordinal);
        return plus > 0 && plus < at ? string.Concat(address.AsSpan(0, plus), address.AsSpan(at)) : address;
    }
}
