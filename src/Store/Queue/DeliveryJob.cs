using Sekisho.Smtp.Envelopes;

namespace Sekisho.Store.Queue;

/// <summary>One message to one destination: all recipients that share it.</summary>
public sealed record DeliveryJob
{
    /// <summary>Names this lease; only its holder can settle.</summary>
    public required string Lease { get; init; }

    /// <summary>The message.</summary>
    public required string MessageId { get; init; }

    /// <summary>The envelope with only the recipients of this job.</summary>
    public required Envelope Envelope { get; init; }

    /// <summary>How the message came in: a notice about mail of other servers may meet a forged sender.</summary>
    public Intake.OriginKind Origin { get; init; }

    /// <summary>The way there.</summary>
    public required Route Route { get; init; }

    /// <summary>The size of the content, in bytes.</summary>
    public required long ContentBytes { get; init; }

    /// <summary>The content is among the content bytes of the reply.</summary>
    public bool Inline { get; init; }

    /// <summary>When the message was accepted.</summary>
    public required DateTimeOffset AcceptedAt { get; init; }

    /// <summary>How often delivery was tried before.</summary>
    public int Attempts { get; init; }

    /// <summary>The message is older than the longest time in the queue: do not try, report as failed.</summary>
    public bool Expired { get; init; }

    /// <summary>What the last try ended with, for the notice, or null.</summary>
    public string? LastReply { get; init; }

    /// <summary>A delay notice is due (RFC 3461 §5.2.8 delayed) and has not been sent yet.</summary>
    public bool DelayNoticeDue { get; init; }
}
