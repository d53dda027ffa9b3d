using Sekisho.Deliver.Attempts;
using Sekisho.Deliver.Leasing;
using Sekisho.Smtp.Client.Results;
using Sekisho.Smtp.Envelopes;
using Sekisho.Store.Intake;

namespace Sekisho.Deliver.Notices;

/// <summary>Who is told what after an attempt (RFC 3461 §5.2).</summary>
internal static class NoticePlan
{
    /// <summary>
    /// Nothing for the null reverse-path (RFC 5321 §6.1) and for NOTIFY=NEVER. Failures unless the sender does not want
    /// them (and the operator allows them); successes only when asked for and when the next server does not tell them; delays when due and asked for.
    /// </summary>
    public static IReadOnlyList<NoticeEntry> Make(DeliveryJob job, IReadOnlyList<RecipientState> recipients, DeliverOptions options)
    {
        if (job.Envelope.ReversePath.Length == 0) return [];
        var entries = new List<NoticeEntry>();
        foreach (var state in recipients)
            if (Action(job, state, options) is { } action && entries.Count < options.NoticeMaxRecipients) entries.Add(new NoticeEntry(state, action));
        return entries;
    }

    private static NoticeAction? Action(DeliveryJob job, RecipientState state, DeliverOptions options)
    {
        var notify = state.Recipient.Notify;
        if (notify.HasFlag(DsnNotify.Never)) return null;
        return state.Outcome switch
        {
            SmtpOutcome.Failed when job.Origin == OriginKind.Relay && !IsTold(job, options.FailureNotices) => null,
            SmtpOutcome.Failed => notify == DsnNotify.Unspecified || notify.HasFlag(DsnNotify.Failure) ? NoticeAction.Failed : null,
            SmtpOutcome.Delivered => notify.HasFlag(DsnNotify.Success) && !state.NotifiesRelayed
                ? job.Route.Lmtp ? NoticeAction.Delivered : NoticeAction.Relayed
                : null,
            _ => job.DelayNoticeDue && (notify.HasFlag(DsnNotify.Delay) || (notify == DsnNotify.Unspecified && options.DelayNoticesUnasked)) ? NoticeAction.Delayed : null,
        };
    }

    /// <summary>Whether a sender at another server is told of a failure.</summary>
    private static bool IsTold(DeliveryJob job, FailureNotices notices) => notices switch
    {
        FailureNotices.All => true,
        FailureNotices.OwnSendersOnly => false,
        _ => !job.SenderIsForged,
    };
}
