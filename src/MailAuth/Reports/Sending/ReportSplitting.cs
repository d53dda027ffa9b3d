using Sekisho.MailAuth.Reports.Aggregate;

namespace Sekisho.MailAuth.Reports.Sending;

/// <summary>Divides an aggregate report into messages that are no larger than their receiver takes, each a whole report of its own about the same time.</summary>
public static class ReportSplitting
{
    /// <summary>The most bytes of a message where the receiver tells none: most servers take it.</summary>
    public const long UsualMaxBytes = 10 * 1024 * 1024;

    /// <summary>The most messages of one report to one address. Stops a limit of a few bytes from making thousands.</summary>
    public const int MostParts = 16;

    /// <summary>Makes the messages.</summary>
    /// <param name="report">The report; its identifier is set here.</param>
    /// <param name="submitter">The domain of who reports.</param>
    /// <param name="from">The address it is from.</param>
    /// <param name="to">To whom.</param>
    /// <param name="now">The date.</param>
    /// <returns>The messages, and how many rows fit into none.</returns>
    public static (IReadOnlyList<ReportPart> Parts, int RowsLeftOut) Split(AggregateReport report, string submitter, string from, ReportAddress to, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(report);
        ArgumentNullException.ThrowIfNull(to);
        var most = Math.Min(to.MaxBytes ?? UsualMaxBytes, UsualMaxBytes);
        var parts = new List<ReportPart>();
        var leftOut = 0;
        // Rows still to be sent, in order; a run that is too large is halved.
        var runs = new Stack<(int From, int Count)>();
        runs.Push((0, report.Records.Count));
        while (runs.TryPop(out var run))
        {
            if (run.Count == 0) continue;
            if (parts.Count >= MostParts)
            {
                leftOut += run.Count;
                continue;
            }

            var names = new ReportNames(submitter, report.Policy.Domain, report.Begin ?? now, report.End ?? now, parts.Count + 1);
            var rows = report.Records.Skip(run.From).Take(run.Count).ToList();
            var message = ReportMessage.Aggregate(names, from, to, AggregateReportWriter.Write(report with { ReportId = names.ReportId, Records = rows }), now);
            if (message.Length <= most)
            {
                parts.Add(new ReportPart(names, message, rows.Count));
            }
            else if (run.Count == 1)
            {
                // Not even one row fits: neither would the others.
                leftOut += 1 + runs.Sum(rest => rest.Count);
                break;
            }
            else
            {
                var half = run.Count / 2;
                runs.Push((run.From + half, run.Count - half));
                runs.Push((run.From, half));
            }
        }

        return (parts, leftOut);
    }
}
