namespace Sekisho.Store.Queue;

/// <summary>One recipient that waits in the queue.</summary>
public sealed record SealedQueueItem
{
    /// <summary>The message.</summary>
    public required string Id { get; init; }

    /// <summary>The number of its tenant: which of the message's envelopes has the recipient.</summary>
    public required long Tenant { get; init; }

    /// <summary>The recipient's place.</summary>
    public required int Recipient { get; init; }

    /// <summary>due, leased, held (by an operator) or inspecting (waits for inspection).</summary>
    public required string State { get; init; }

    /// <summary>The way there: "mx" (the domain is the recipient's), "relay host:port".</summary>
    public required string Route { get; init; }

    /// <summary>The size of the content, in bytes.</summary>
    public required long ContentBytes { get; init; }

    /// <summary>When it was accepted.</summary>
    public required DateTimeOffset AcceptedAt { get; init; }

    /// <summary>When it is tried next, or null.</summary>
    public DateTimeOffset? NextAttemptAt { get; init; }

    /// <summary>How often it was tried.</summary>
    public int Attempts { get; init; }

    /// <summary>What the last try ended with, a <see cref="Sealed.DeliveryReply"/>, or null.</summary>
    public byte[]? LastReply { get; init; }
}
