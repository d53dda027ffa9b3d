using Sekisho.Store;

namespace Sekisho.Configuration.Sections;

/// <summary>The queue; the defaults are those of the role store.</summary>
internal sealed record QueueSection
{
    private static readonly StoreOptions Usual = new();

    /// <summary>The first wait.</summary>
    [Setting("How long to wait after the first failed try; every further wait is twice as long.", Unit = "seconds", Min = 1, Max = 86_400)]
    public int FirstRetrySeconds { get; init; } = (int)Usual.RetryFirstSeconds;

    /// <summary>The longest wait.</summary>
    [Setting("The longest wait between two tries.", Unit = "seconds", Min = 1, Max = 86_400)]
    public int LongestRetrySeconds { get; init; } = (int)Usual.RetryLongestSeconds;

    /// <summary>The longest time in the queue.</summary>
    [Setting("After this time in the queue a message is given up and its sender told. RFC 5321 §4.5.4.1 asks for at least 4 to 5 days.", Unit = "hours", Min = 1, Max = 720)]
    public int MaxAgeHours { get; init; } = (int)Usual.MaxQueueHours;

    /// <summary>When the sender hears of a delay.</summary>
    [Setting("After this time in the queue a sender that asked for it (NOTIFY=DELAY, RFC 3461) is told of the delay, once; 0 for never.", Unit = "hours", Min = 0, Max = 720)]
    public int DelayNoticeHours { get; init; } = (int)Usual.DelayNoticeHours;

    /// <summary>Delay notices for everybody.</summary>
    [Setting("Whether senders that did not ask for it are told of a delay too. Such notices also go to the forged senders of spam.")]
    public bool DelayNoticesUnasked { get; init; }
}
