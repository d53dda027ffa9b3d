using Sekisho.Roles.Calls;
using Sekisho.Roles.Table;

namespace Sekisho.Store.Reports;

/// <summary>What the store can be asked about reports. Who may ask what is in the role table.</summary>
public static class ReportCalls
{
    /// <summary>Counts sessions that are to be reported.</summary>
    public static Call<ObserveRequest, Nothing> Observe { get; } = new()
    {
        Callee = RoleKind.Store,
        Name = "store.observe",
        RequestType = StoreJson.Default.ObserveRequest,
        ReplyType = StoreJson.Default.Nothing,
        MaxRequestBytes = 4 * 1024 * 1024,
    };

    /// <summary>Periods that are over and not reported yet.</summary>
    public static Call<DueReportsRequest, DueReportsReply> Due { get; } = new()
    {
        Callee = RoleKind.Store,
        Name = "store.due-reports",
        RequestType = StoreJson.Default.DueReportsRequest,
        ReplyType = StoreJson.Default.DueReportsReply,
    };

    /// <summary>A page of what was seen in a period.</summary>
    public static Call<ReportRowsRequest, ReportRowsReply> Rows { get; } = new()
    {
        Callee = RoleKind.Store,
        Name = "store.report-rows",
        RequestType = StoreJson.Default.ReportRowsRequest,
        ReplyType = StoreJson.Default.ReportRowsReply,
    };

    /// <summary>Takes the message of a report (the content bytes) into the queue, once.</summary>
    public static Call<SendReportRequest, SendReportReply> Send { get; } = new()
    {
        Callee = RoleKind.Store,
        Name = "store.send-report",
        RequestType = StoreJson.Default.SendReportRequest,
        ReplyType = StoreJson.Default.SendReportReply,
        MaxContentBytes = SendReportRequest.MostBytes,
    };

    /// <summary>Ends a period.</summary>
    public static Call<FinishReportRequest, Nothing> Finish { get; } = new()
    {
        Callee = RoleKind.Store,
        Name = "store.finish-report",
        RequestType = StoreJson.Default.FinishReportRequest,
        ReplyType = StoreJson.Default.Nothing,
    };

    /// <summary>What there is in reports.</summary>
    public static Call<ReportListRequest, ReportListReply> List { get; } = new()
    {
        Callee = RoleKind.Store,
        Name = "store.report-list",
        RequestType = StoreJson.Default.ReportListRequest,
        ReplyType = StoreJson.Default.ReportListReply,
    };

    /// <summary>What others report about one domain.</summary>
    public static Call<ReportShowRequest, ReportShowReply> Show { get; } = new()
    {
        Callee = RoleKind.Store,
        Name = "store.report-show",
        RequestType = StoreJson.Default.ReportShowRequest,
        ReplyType = StoreJson.Default.ReportShowReply,
    };
}
