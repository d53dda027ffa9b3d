using System.Buffers;
using Sekisho.Inspect.Reports;
using Sekisho.Roles.Calls;
using Sekisho.Store.Reports;

namespace Sekisho.Deliver.Tests.Reporting;

/// <summary>The store's calls about reports, over lists in memory.</summary>
internal sealed class ReportStore : ICallClient
{
    public List<(ReportPeriod Period, List<CountedRow> Rows)> Periods { get; } = [];

    public List<(SendReportRequest Request, byte[] Message)> Sent { get; } = [];

    public List<FinishReportRequest> Finished { get; } = [];

    public List<Observation> Observed { get; } = [];

    /// <summary>What the next sendings end with instead of being taken; null: the store dies.</summary>
    public Queue<SendReportOutcome?> Outcomes { get; } = new();

    public bool IsAway { get; set; }

    public ValueTask<TReply> SendAsync<TRequest, TReply>(Call<TRequest, TReply> call, TRequest request, ReadOnlySequence<byte> content = default, CancellationToken cancellation = default)
    {
        if (IsAway) throw new CallException(CallFailure.Unavailable, "away");
        object reply = request switch
        {
            DueReportsRequest due => new DueReportsReply([.. Periods.Select(each => each.Period).SkipWhile(_ => due.After is not null && Periods.Exists(each => each.Period == due.After)).Take(due.Most)]),
            ReportRowsRequest rows => new ReportRowsReply(rows.After.Length > 0 ? [] : Periods.First(each => each.Period == rows.Period).Rows),
            SendReportRequest send => new SendReportReply(Take(send, content.ToArray())),
            FinishReportRequest finish => Finish(finish),
            ObserveRequest observe => Observe(observe),
            _ => throw new CallException(CallFailure.Rejected, call.Name),
        };
        return ValueTask.FromResult((TReply)reply);
    }

    public ValueTask<ContentReply<TReply>> OpenAsync<TRequest, TReply>(Call<TRequest, TReply> call, TRequest request, CancellationToken cancellation = default) => throw new CallException(CallFailure.Rejected, call.Name);

    private SendReportOutcome Take(SendReportRequest request, byte[] message)
    {
        if (Outcomes.TryDequeue(out var outcome)) return outcome ?? throw new CallException(CallFailure.Interrupted, "died");
        if (Sent.Exists(sent => sent.Request.Period == request.Period && sent.Request.Recipient == request.Recipient && sent.Request.Part == request.Part)) return SendReportOutcome.SentBefore;
        Sent.Add((request, message));
        return SendReportOutcome.Queued;
    }

    private Nothing Finish(FinishReportRequest request)
    {
        Finished.Add(request);
        Periods.RemoveAll(each => each.Period == request.Period);
        return Nothing.Value;
    }

    private Nothing Observe(ObserveRequest request)
    {
        Observed.AddRange(request.Observations);
        return Nothing.Value;
    }
}
