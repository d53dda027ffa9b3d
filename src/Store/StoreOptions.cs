using System.Text.Json.Serialization;
using Sekisho.Kernel.Time;

namespace Sekisho.Store;

/// <summary>How the store works; the defaults suit a running gateway.</summary>
public sealed record StoreOptions
{
    /// <summary>Contents up to this size lie in the database, larger ones in files of their own, in bytes.</summary>
    public int SmallContentBytes { get; init; } = 64 * 1024;

    /// <summary>The most recipients of one message. Stops one message from filling the queue.</summary>
    public int MaxRecipients { get; init; } = 10_000;

    /// <summary>New mail is refused (for now) when less than this would stay free on the disk, in bytes: what is in must be able to leave.</summary>
    public long DiskReserveBytes { get; init; } = 64 * 1024 * 1024;

    /// <summary>The wait after the first failed delivery, in seconds; it doubles with every further one.</summary>
    public double RetryFirstSeconds { get; init; } = 60;

    /// <summary>The longest wait between two deliveries, in seconds.</summary>
    public double RetryLongestSeconds { get; init; } = 3600;

    /// <summary>How much is added to or taken from a wait at random, as a share: 0 to 1.</summary>
    public double RetryJitter { get; init; } = 0.2;

    /// <summary>After this time in the queue a message is given up and its sender told, in hours (RFC 5321 §4.5.4.1: 4–5 days).</summary>
    public double MaxQueueHours { get; init; } = 120;

    /// <summary>After this time its sender is told of a delay, once, in hours.</summary>
    public double DelayNoticeHours { get; init; } = 4;

    /// <summary>After this time a lease that nobody settled ends, in minutes. Longer than the longest delivery of a caller that lives.</summary>
    public double LeaseMinutes { get; init; } = 60;

    /// <summary>The wait before the second inspection of a message whose first failed, in seconds; it doubles.</summary>
    public double InspectionRetryFirstSeconds { get; init; } = 30;

    /// <summary>The longest wait between two inspections, in seconds.</summary>
    public double InspectionRetryLongestSeconds { get; init; } = 1800;

    /// <summary>
    /// After so many inspections that crashed or ran out of time over it a message goes to quarantine, until somebody decides.
    /// While the scanner or the workers are away, messages wait for as long as that lasts.
    /// </summary>
    public int MaxInspectionAttempts { get; init; } = 8;

    /// <summary>After this time a lease for inspection ends, in minutes.</summary>
    public double InspectionLeaseMinutes { get; init; } = 10;

    /// <summary>How long a message stays in quarantine, in days.</summary>
    public double QuarantineDays { get; init; } = 14;

    /// <summary>How long the trace of a message is kept after its content is gone, in days.</summary>
    public double TraceDays { get; init; } = 30;

    /// <summary>The account that gets mail for postmaster where a tenant has no account, and for postmaster without a domain; null for none.</summary>
    public string? OperatorMailbox { get; init; }

    /// <summary>Our own host name: postmaster there is the postmaster without a domain, unless the name is a tenant's domain; null for none.</summary>
    public string? HostName { get; init; }

    /// <summary>The most entries of a tenant's lists of senders. Stops one tenant from filling the database.</summary>
    public int SenderEntriesPerTenant { get; init; } = 10_000;

    /// <summary>How many reads go on at the same time.</summary>
    public int Readers { get; init; } = 4;

    [JsonIgnore]
    internal Backoff RetryBackoff => new()
    {
        First = TimeSpan.FromSeconds(RetryFirstSeconds),
        Longest = TimeSpan.FromSeconds(RetryLongestSeconds),
        Jitter = RetryJitter,
    };

    [JsonIgnore]
    internal Backoff InspectionBackoff => new()
    {
        First = TimeSpan.FromSeconds(InspectionRetryFirstSeconds),
        Longest = TimeSpan.FromSeconds(InspectionRetryLongestSeconds),
        Jitter = RetryJitter,
    };

    [JsonIgnore]
    internal TimeSpan DelayNoticeAfter => TimeSpan.FromHours(DelayNoticeHours);
}
