namespace Sekisho.Store.Queue;

/// <summary>Leases messages that are due for delivery.</summary>
public sealed record LeaseDueRequest
{
    /// <summary>One run of the caller. A new value ends all leases of other runs: the old process is dead.</summary>
    public required string Caller { get; init; }

    /// <summary>
    /// Not null after a reply that did not arrive: every lease that the caller holds. Its other leases end at once, since
    /// nobody works on them. Only from a caller that has no other ask under way.
    /// </summary>
    public IReadOnlyList<string>? Holding { get; init; }

    /// <summary>At most so many jobs.</summary>
    public required int Most { get; init; }

    /// <summary>How long to wait when nothing is due, in seconds.</summary>
    public double WaitSeconds { get; init; }

    /// <summary>Destinations (their routes' names in the jobs) that already have as many jobs as the caller wants of them: none of these now.</summary>
    public IReadOnlyList<string> BusyDestinations { get; init; } = [];

    /// <summary>What sealing adds to a content that comes with the reply at most, in bytes; one to which more was added is read by itself.</summary>
    public const int MostSealedOverheadBytes = 16 * 1024;

    /// <summary>Content of messages up to this size comes with the reply, in order of the jobs; 0 for none.</summary>
    public int InlineContentBytes { get; init; }
}
