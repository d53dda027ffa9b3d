using Sekisho.Configuration;
using Sekisho.Store;

namespace Sekisho.Wiring;

/// <summary>The configuration of the role store.</summary>
internal static class StoreWiring
{
    /// <summary>A delay that no message reaches: it is given up before.</summary>
    private const double NeverHours = 1_000_000;

    /// <summary>What the role is told.</summary>
    public static StoreOptions OptionsOf(SekishoConfig config) => new()
    {
        // What the door takes, the store takes too.
        MaxRecipients = Math.Max(config.Limits.Recipients, new StoreOptions().MaxRecipients),
        DiskReserveBytes = config.Limits.DiskReserveBytes,
        RetryFirstSeconds = config.Queue.FirstRetrySeconds,
        RetryLongestSeconds = config.Queue.LongestRetrySeconds,
        MaxQueueHours = config.Queue.MaxAgeHours,
        DelayNoticeHours = config.Queue.DelayNoticeHours == 0 ? NeverHours : config.Queue.DelayNoticeHours,
        QuarantineDays = config.Quarantine.RetentionDays,
        ReportPeriodHours = config.Reports.PeriodHours,
        ReportDays = config.Reports.RetentionDays,
        HostName = MxWiring.HostNameOf(config),
        OperatorMailbox = config.Postmaster?.Text,
    };
}
