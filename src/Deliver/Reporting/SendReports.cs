using System.Buffers;
using System.Text;
using Microsoft.Extensions.Logging;
using Sekisho.Kernel.Ids;
using Sekisho.MailAuth.Reports.Sending;
using Sekisho.Roles.Calls;
using Sekisho.Store.Reports;

namespace Sekisho.Deliver.Reporting;

/// <summary>
/// Sends what is due. For each period that is over:
/// 1. find where its reports go, as the DNS says now; where the DNS fails, try again later;
/// 2. read its rows;
/// 3. write the messages for each address;
/// 4. give each to the store, which queues it and notes that in one transaction: after a crash the same messages are made
///    again, and those that were queued are passed over;
/// 5. post to the places on the web; where one does not take it, the period waits for another try;
/// 6. remove the rows.
/// </summary>
internal sealed class SendReports(ICallClient calls, ReportOptions options, IReadOnlyList<IReportKind> kinds, IPostReports post, TimeProvider clock, ILogger log) : IDisposable
{
    private const int PeriodsOfPage = 100;

    // What the store keeps of one period at most, twice: a limit that only a broken store would meet.
    private const int MostRows = 20_000;

    // Periods of one pass; more are done by the next.
    private const int MostPeriods = 20_000;

    // One pass at a time: the timer's and the operator's would only meet each other's rows.
    private readonly SemaphoreSlim _one = new(1, 1);

    private readonly PostingTries _posting = new(post, clock);

    /// <summary>Sends all that is due.</summary>
    /// <param name="domain">Only about this domain, or null.</param>
    /// <param name="now">True: do not wait for the moment that a domain has in the spread.</param>
    /// <param name="cancellation">Ends the pass between two messages.</param>
    /// <exception cref="CallException">The store does not answer.</exception>
    public async Task<SendReportsReply> RunAsync(string? domain, bool now, CancellationToken cancellation)
    {
        await _one.WaitAsync(cancellation);
        try
        {
            var done = new SendReportsReply();
            _posting.Begin();
            ReportPeriod? last = null;
            for (var looked = 0; looked < MostPeriods;)
            {
                var page = await calls.SendAsync(ReportCalls.Due, new DueReportsRequest(last, PeriodsOfPage), default, cancellation);
                if (page.Periods.Count == 0) break;
                foreach (var period in page.Periods)
                {
                    looked++;
                    last = period;
                    if (domain is not null && period.Domain != domain) continue;
                    if (!now && clock.GetUtcNow() < period.End + Moment(period.Domain)) continue;
                    done = done.And(await SendAsync(period, now, cancellation));
                    if (done.ForeignSender) return done;
                }
            }

            return done;
        }
        finally
        {
            _one.Release();
        }
    }

    public void Dispose() => _one.Dispose();

    private async Task<SendReportsReply> SendAsync(ReportPeriod period, bool now, CancellationToken cancellation)
    {
        if (kinds.FirstOrDefault(kind => kind.Kind == period.Kind) is not { } kind) return new SendReportsReply();
        var destinations = await kind.FindDestinationsAsync(period.Domain, cancellation);
        if (destinations.IsTemporary)
        {
            Log.ReportWaits(log, period.Domain);
            return new SendReportsReply { Waiting = 1 };
        }

        if (destinations.Addresses.Count + destinations.Endpoints.Count == 0) return await FinishAsync(period, string.Join("; ", destinations.Refused), [], cancellation);
        var rows = await RowsAsync(period, cancellation);
        var messages = 0;
        var problems = new List<string>(destinations.Refused);
        foreach (var address in destinations.Addresses)
        {
            var parts = kind.Write(period, rows, address, clock.GetUtcNow());
            if (parts.Count == 0) problems.Add($"nothing fits into what {address.Domain} takes");
            for (var i = 0; i < parts.Count; i++)
            {
                var outcome = await QueueAsync(period, address, i + 1, parts[i].Message, cancellation);
                if (outcome == SendReportOutcome.ForeignSender)
                {
                    Log.ForeignReportSender(log, options.From ?? "");
                    return new SendReportsReply { ForeignSender = true };
                }

                if (outcome == SendReportOutcome.NoMailbox) problems.Add($"{address.Domain} is a domain of ours without that mailbox");
                if (outcome == SendReportOutcome.Queued) messages++;
            }
        }

        if (messages > 0) Log.ReportSent(log, period.Kind, period.Domain, rows.Count, messages);
        var posted = await PostAsync(kind, period, rows, destinations.Endpoints, now, problems, cancellation);
        if (posted is null) return new SendReportsReply { Messages = messages, Waiting = 1 };
        var ended = await FinishAsync(period, problems.Count > 0 ? string.Join("; ", problems) : null, posted, cancellation);
        return ended with { Messages = messages, Posted = posted.Count(place => place.Outcome == PostOutcome.Taken.Words) };
    }

    private async Task<IReadOnlyList<PostedReport>?> PostAsync(
        IReportKind kind, ReportPeriod period, List<CountedRow> rows, IReadOnlyList<Uri> endpoints, bool now, List<string> problems, CancellationToken cancellation)
    {
        if (endpoints.Count == 0) return [];
        if (kind.WritePacked(period, rows) is not { } packed)
        {
            problems.Add("there is nothing to post, or too much");
            return [];
        }

        var posted = await _posting.PostAsync(period, endpoints, packed, now, cancellation);
        if (posted is null) Log.PostingWaits(log, period.Domain);
        foreach (var place in posted ?? []) Log.ReportPosted(log, period.Domain, place.To, place.Outcome);
        return posted;
    }

    private async Task<SendReportOutcome> QueueAsync(ReportPeriod period, ReportAddress address, int part, byte[] message, CancellationToken cancellation)
    {
        var request = new SendReportRequest { Id = TimeOrderedId.New(clock), Period = period, From = options.From ?? "", Recipient = address.Address, Part = part };
        var reply = await calls.SendAsync(ReportCalls.Send, request, new ReadOnlySequence<byte>(message), cancellation);
        return reply.Outcome;
    }

    private async Task<SendReportsReply> FinishAsync(ReportPeriod period, string? notSent, IReadOnlyList<PostedReport> posted, CancellationToken cancellation)
    {
        await calls.SendAsync(ReportCalls.Finish, new FinishReportRequest(period, notSent, posted.Count > 0 ? posted : null), default, cancellation);
        _posting.Forget(period);
        return new SendReportsReply { Periods = 1 };
    }

    private async Task<List<CountedRow>> RowsAsync(ReportPeriod period, CancellationToken cancellation)
    {
        var rows = new List<CountedRow>();
        while (rows.Count < MostRows)
        {
            var page = await calls.SendAsync(ReportCalls.Rows, new ReportRowsRequest(period, rows.Count == 0 ? "" : rows[^1].Row), default, cancellation);
            if (page.Rows.Count == 0) break;
            rows.AddRange(page.Rows);
        }

        return rows;
    }

    // The same moment after each period, different for each domain.
    private TimeSpan Moment(string domain)
    {
        var hash = System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes(domain));
        return TimeSpan.FromMinutes(options.SpreadMinutes * BitConverter.ToUInt16(hash) / 65536.0);
    }
}
