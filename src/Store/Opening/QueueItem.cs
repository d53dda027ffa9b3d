namespace Sekisho.Store.Opening;

/// <summary>One recipient that waits in the queue, as operators see it.</summary>
public sealed record QueueItem
{
    /// <summary>The message.</summary>
    public required string Id { get; init; }

    /// <summary>due, leased, held (by an operator) or inspecting (waits for inspection).</summary>
    public required string State { get; init; }

    /// <summary>The reverse-path; empty for notices.</summary>
    public required string Sender { get; init; }

    /// <summary>The recipient.</summary>
    public required string Recipient { get; init; }

    /// <summary>The way there: "mx example.org", "relay host:port".</summary>
    public required string Route { get; init; }

    /// <summary>The size of the content, in bytes.</summary>
    public required long ContentBytes { get; init; }

    /// <summary>When it was accepted.</summary>
    public required DateTimeOffset AcceptedAt { get; init; }

    /// <summary>When it is tried next, or null.</summary>
    public DateTimeOffset? NextAttemptAt { get; init; }

    /// <summary>How often it was tried.</summary>
    public int Attempts { get; init; }

    /// <summary>What the last try ended with, or null.</summary>
    public string? LastReply { get; init; }
}
