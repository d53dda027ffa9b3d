using Sekisho.Roles.Calls;
using Sekisho.Roles.Table;

namespace Sekisho.Deliver.Reporting;

/// <summary>What the operator can ask of deliver about reports.</summary>
public static class DeliverReportCalls
{
    /// <summary>Sends what is due.</summary>
    public static Call<SendReportsRequest, SendReportsReply> SendReports { get; } = new()
    {
        Callee = RoleKind.Deliver,
        Name = "deliver.send-reports",
        RequestType = DeliverJson.Default.SendReportsRequest,
        ReplyType = DeliverJson.Default.SendReportsReply,
        Timeout = TimeSpan.FromMinutes(10),
    };
}
