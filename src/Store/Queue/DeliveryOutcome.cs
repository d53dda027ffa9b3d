namespace Sekisho.Store.Queue;

/// <summary>What became of one recipient.</summary>
public enum DeliveryOutcome
{
    /// <summary>The next server has taken it.</summary>
    Delivered,

    /// <summary>Not now: tried again later.</summary>
    Deferred,

    /// <summary>Never.</summary>
    Failed,
}
