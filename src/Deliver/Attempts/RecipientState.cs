using Sekisho.Deliver.Leasing;
using Sekisho.Smtp.Client.Results;
using Sekisho.Smtp.Envelopes;
using Sekisho.Smtp.Replies;
using Sekisho.Store.Queue;
using Sekisho.Store.Sealed;

namespace Sekisho.Deliver.Attempts;

/// <summary>What is known of one recipient during an attempt and after it.</summary>
internal sealed class RecipientState(EnvelopeRecipient recipient)
{
    private static readonly SmtpReply NotTried = SmtpReply.Of(451, "4.4.1", "No server of the destination was tried.");

    public EnvelopeRecipient Recipient => recipient;

    public SmtpOutcome Outcome { get; private set; } = SmtpOutcome.Deferred;

    public SmtpReply Reply { get; private set; } = NotTried;

    /// <summary>Nothing has been heard about it yet.</summary>
    public bool IsUntried => ReferenceEquals(Reply, NotTried);

    /// <summary>Who said the reply, or null when the words are ours.</summary>
    public string? Host { get; private set; }

    /// <summary>The server sends the notices of success that were asked for.</summary>
    public bool NotifiesRelayed { get; private set; }

    /// <summary>Another host may still take it in this attempt.</summary>
    public bool IsOpen { get; private set; } = true;

    /// <summary>Ends the attempt for this recipient.</summary>
    public void Settle(SmtpOutcome outcome, SmtpReply reply, string? host, bool notifiesRelayed = false)
    {
        Outcome = outcome;
        Reply = reply;
        Host = host;
        NotifiesRelayed = notifiesRelayed;
        IsOpen = false;
    }

    /// <summary>Notes why a host did not take it; it may be tried at another.</summary>
    public void Defer(SmtpReply reply, string? host)
    {
        Outcome = SmtpOutcome.Deferred;
        Reply = reply;
        Host = host;
    }

    /// <summary>The result as the store takes it; what the server said is sealed for the next attempt where there will be one.</summary>
    public RecipientResult ToResult(DeliveryJob job, int index)
    {
        var outcome = Outcome switch
        {
            SmtpOutcome.Delivered => DeliveryOutcome.Delivered,
            SmtpOutcome.Failed => DeliveryOutcome.Failed,
            _ => DeliveryOutcome.Deferred,
        };
        var said = Reply.ToString();
        return new RecipientResult(
            job.Ordinals[index], outcome, said, Host,
            outcome == DeliveryOutcome.Deferred ? DeliveryReply.Seal(job.Keys.Envelope.Span, job.MessageId, said) : null,
            outcome == DeliveryOutcome.Failed && job.Route.Kind == RouteKind.Relay && SaysUnknown ? recipient.Address : null);
    }

    /// <summary>A server said that it has no such mailbox: X.1.1 (RFC 3463 §3.2), or X.1.10 as some servers say it.</summary>
    private bool SaysUnknown => Host is not null && Reply.Enhanced is { Class: 5, Subject: 1, Detail: 1 or 10 };
}
