namespace Sekisho.Edge.Greylisting;

/// <summary>What greylisting did to messages that were to be delivered, in numbers of messages.</summary>
public sealed record GreylistFigures
{
    /// <summary>Asked to come again, each time counted.</summary>
    public long Deferred { get; init; }

    /// <summary>Taken when they came again in time.</summary>
    public long Passed { get; init; }

    /// <summary>Taken at once because their sender had passed before.</summary>
    public long Remembered { get; init; }

    /// <summary>Taken at once because too many waited already.</summary>
    public long Full { get; init; }

    /// <summary>Never asked to wait: SPF, DKIM or DMARC passes.</summary>
    public long ExemptAuthenticated { get; init; }

    /// <summary>Never asked to wait: the recipients' tenants know the sender, or nobody could be asked.</summary>
    public long ExemptKnown { get; init; }

    /// <summary>Never asked to wait: an account of ours sends.</summary>
    public long ExemptSubmitted { get; init; }
}
