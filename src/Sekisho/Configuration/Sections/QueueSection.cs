namespace Sekisho.Configuration.Sections;

/// <summary>The queue.</summary>
internal sealed record QueueSection
{
    /// <summary>The first wait.</summary>
    [Setting("How long to wait after the first failed try; every further wait is twice as long.", Unit = "seconds", Min = 1, Max = 86_400)]
    public int FirstRetrySeconds { get; init; } = 300;

    /// <summary>The longest wait.</summary>
    [Setting("The longest wait between two tries.", Unit = "seconds", Min = 1, Max = 86_400)]
    public int LongestRetrySeconds { get; init; } = 3600;

    /// <summary>The longest time in the queue.</summary>
    [Setting("After this time in the queue a message is given up and its sender told. RFC 5321 §4.5.4.1 asks for at least 4 to 5 days.", Unit = "hours", Min = 1, Max = 720)]
    public int MaxAgeHours { get; init; } = 120;

    /// <summary>When the sender hears of a delay.</summary>
    [Setting("After this time in the queue the sender is told of the delay, once; 0 for never.", Unit = "hours", Min = 0, Max = 720)]
    public int DelayNoticeHours { get; init; } = 4;
}
