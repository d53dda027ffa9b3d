using Sekisho.Smtp.Envelopes;
using Sekisho.Store.Intake;
using Sekisho.Store.Queue;
using Sekisho.Store.Sealed;

namespace Sekisho.Deliver.Leasing;

/// <summary>A leased job, opened; its keys are wiped when it ends.</summary>
internal sealed record DeliveryJob : IDisposable
{
    /// <summary>Names this lease; only its holder can settle.</summary>
    public required string Lease { get; init; }

    /// <summary>The message.</summary>
    public required string MessageId { get; init; }

    /// <summary>The envelope with only the recipients of this job.</summary>
    public required Envelope Envelope { get; init; }

    /// <summary>The places of those recipients, in the same order.</summary>
    public required IReadOnlyList<int> Ordinals { get; init; }

    /// <summary>How the message came in: a notice about mail of other servers may meet a forged sender.</summary>
    public OriginKind Origin { get; init; }

    /// <summary>The sender's own domain says that the mail is not its.</summary>
    public bool SenderIsForged { get; init; }

    /// <summary>The way there.</summary>
    public required Route Route { get; init; }

    /// <summary>The size of the content, in bytes.</summary>
    public required long ContentBytes { get; init; }

    /// <summary>When the message was accepted.</summary>
    public required DateTimeOffset AcceptedAt { get; init; }

    /// <summary>The message is older than the longest time in the queue: do not try, report as failed.</summary>
    public bool Expired { get; init; }

    /// <summary>The mailbox is gone that it was for: report as failed.</summary>
    public bool Lost { get; init; }

    /// <summary>What the last try ended with, for the notice, or null.</summary>
    public string? LastReply { get; init; }

    /// <summary>A delay notice is due (RFC 3461 §5.2.8 delayed) and has not been sent yet.</summary>
    public bool DelayNoticeDue { get; init; }

    /// <summary>The message's keys.</summary>
    public required MessageKeys Keys { get; init; }

    public void Dispose() => Keys.Dispose();
}
