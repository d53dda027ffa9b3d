using System.Text.Json;
using Sekisho.Inspect.Verdicts;
using Sekisho.Store.Mailboxes;
using Sekisho.Store.Quarantine;
using Sekisho.Store.Queue;
using Sekisho.Store.Sealed;
using Sekisho.Store.Senders;

namespace Sekisho.Store.Opening;

/// <summary>Opens the pages of the store's lists in the process of who asked for them.</summary>
public static class OpenLists
{
    /// <summary>What stands where a key is destroyed.</summary>
    public const string NotReadable = "(not readable)";

    /// <summary>A page of the queue.</summary>
    public static async ValueTask<IReadOnlyList<QueueItem>> QueueAsync(QueueListReply page, IBoxOpener opener, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(page);
        using var envelopes = await OpenedEnvelopes.OpenAsync(page.Envelopes, opener, cancellation).ConfigureAwait(false);
        return [.. page.Items.Select(item => Open(item, envelopes))];
    }

    /// <summary>A page of the quarantine.</summary>
    public static async ValueTask<IReadOnlyList<QuarantineItem>> QuarantineAsync(QuarantineListReply page, IBoxOpener opener, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(page);
        using var envelopes = await OpenedEnvelopes.OpenAsync([.. page.Items.SelectMany(item => item.Envelopes)], opener, cancellation).ConfigureAwait(false);
        return [.. page.Items.Select(item => Open(item, [.. envelopes.AllOf(item.Id)]))];
    }

    /// <summary>A page of a mailbox.</summary>
    public static async ValueTask<IReadOnlyList<MailboxItem>> MailboxAsync(MailboxListReply page, IBoxOpener opener, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(page);
        ArgumentNullException.ThrowIfNull(opener);
        if (page.Items.Count == 0) return [];
        var boxes = page.Items.Select(item => new BoxToOpen(item.Id, BoxContext.OfMessage(item.Id), item.Summary)).ToList();
        var opened = await opener.OpenEnvelopesAsync(boxes, cancellation).ConfigureAwait(false);
        return [.. page.Items.Select((item, i) =>
        {
            using var secret = opened[i];
            var summary = secret is null ? null : JsonSerializer.Deserialize(secret.Span, StoreJson.Default.MailboxSummary);
            return new MailboxItem
            {
                Id = item.Id,
                Sender = summary?.Sender ?? NotReadable,
                Subject = summary?.Subject,
                ContentBytes = item.ContentBytes,
                DeliveredAt = item.DeliveredAt,
            };
        })];
    }

    /// <summary>A page of the lists of senders.</summary>
    public static async ValueTask<IReadOnlyList<SenderItem>> SendersAsync(SenderListReply page, IBoxOpener opener, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(page);
        ArgumentNullException.ThrowIfNull(opener);
        if (page.Items.Count == 0) return [];
        var boxes = page.Items.Select(item => new BoxToOpen(item.Id, BoxContext.OfSender(item.Id), item.Box)).ToList();
        var opened = await opener.OpenEnvelopesAsync(boxes, cancellation).ConfigureAwait(false);
        return [.. page.Items.Select((item, i) =>
        {
            using var secret = opened[i];
            var text = secret is null ? null : JsonSerializer.Deserialize(secret.Span, StoreJson.Default.SenderEntryText);
            return new SenderItem
            {
                Id = item.Id,
                List = item.Kind,
                For = text?.For ?? NotReadable,
                Sender = text?.Sender ?? NotReadable,
                Note = text?.Note,
                AddedAt = item.AddedAt,
                Until = item.Until,
            };
        })];
    }

    /// <summary>The domain of an address; the address itself where it has none.</summary>
    internal static string DomainOf(string address) => address[(address.LastIndexOf('@') + 1)..];

    private static QueueItem Open(SealedQueueItem item, OpenedEnvelopes envelopes)
    {
        var envelope = envelopes.Of(item.Id, item.Tenant);
        var recipient = envelope?.Recipients.FirstOrDefault(entry => entry.Ordinal == item.Recipient)?.Recipient.Address ?? NotReadable;
        return new QueueItem
        {
            Id = item.Id,
            State = item.State,
            Sender = envelope?.ReversePath ?? NotReadable,
            Recipient = recipient,
            Route = item.Route == "mx" ? "mx " + DomainOf(recipient) : item.Route,
            ContentBytes = item.ContentBytes,
            AcceptedAt = item.AcceptedAt,
            NextAttemptAt = item.NextAttemptAt,
            Attempts = item.Attempts,
            LastReply = envelopes.Reply(item.Id, item.Tenant, item.LastReply),
        };
    }

    private static QuarantineItem Open(SealedQuarantineItem item, IReadOnlyList<MessageEnvelope> envelopes) => new()
    {
        Id = item.Id,
        Sender = envelopes.Count > 0 ? envelopes[0].ReversePath : NotReadable,
        Recipients = [.. envelopes.SelectMany(envelope => envelope.Recipients).OrderBy(entry => entry.Ordinal).Select(entry => entry.Recipient.Address)],
        Subject = envelopes.Count > 0 ? envelopes[0].Subject : null,
        ContentBytes = item.ContentBytes,
        AcceptedAt = item.AcceptedAt,
        Verdict = envelopes.Count > 0 ? envelopes[0].Verdict : new Verdict { Disposition = Disposition.Quarantine },
    };
}
