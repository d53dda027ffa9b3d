namespace Sekisho.Store.Queue;

/// <summary>One message of one tenant to one destination: all recipients that share it. Who has leased it asks the vault for the key of its box.</summary>
public sealed record SealedJob
{
    /// <summary>Names this lease; only its holder can settle.</summary>
    public required string Lease { get; init; }

    /// <summary>The message.</summary>
    public required string MessageId { get; init; }

    /// <summary>The tenant's envelope, and the box with both keys, sealed to a queue key.</summary>
    public required Sealed.SealedEnvelope Envelope { get; init; }

    /// <summary>The places of the recipients of this job.</summary>
    public required IReadOnlyList<int> Recipients { get; init; }

    /// <summary>The way there. For a mail exchange the domain is that of the recipients; the route has its tag.</summary>
    public required Route Route { get; init; }

    /// <summary>The size of the message, in bytes.</summary>
    public required long ContentBytes { get; init; }

    /// <summary>How many bytes of the sealed content are among the content bytes of the reply; 0 when it has to be read.</summary>
    public int InlineBytes { get; init; }

    /// <summary>How many of those are the sealed prefix (<see cref="Intake.ContentInfo.PrefixBytes"/>).</summary>
    public int InlinePrefixBytes { get; init; }

    /// <summary>When the message was accepted.</summary>
    public required DateTimeOffset AcceptedAt { get; init; }

    /// <summary>How often delivery was tried before.</summary>
    public int Attempts { get; init; }

    /// <summary>The message is older than the longest time in the queue: do not try, report as failed.</summary>
    public bool Expired { get; init; }

    /// <summary>The mailbox is gone that it was for: report as failed.</summary>
    public bool Lost { get; init; }

    /// <summary>What the last try ended with, a <see cref="Sealed.DeliveryReply"/>, or null.</summary>
    public byte[]? LastReply { get; init; }

    /// <summary>A delay notice is due (RFC 3461 §5.2.8 delayed) and has not been sent yet.</summary>
    public bool DelayNoticeDue { get; init; }
}
