namespace Sekisho.Store.Queue;

/// <summary>What an operator does with queued messages.</summary>
public enum QueueAction
{
    /// <summary>Keep from delivery until released.</summary>
    Hold,

    /// <summary>End a hold.</summary>
    Release,

    /// <summary>Give up without a notice.</summary>
    Delete,

    /// <summary>Try now.</summary>
    Flush,
}
