using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Sekisho.Inspect.Verdicts;
using Sekisho.Sealing;
using Sekisho.Sealing.Boxes;
using Sekisho.Sealing.Contents;
using Sekisho.Sealing.Keys;
using Sekisho.Smtp.Envelopes;
using Sekisho.Store;
using Sekisho.Store.Archive;
using Sekisho.Store.Intake;
using Sekisho.Store.Mailboxes;
using Sekisho.Store.Quarantine;
using Sekisho.Store.Queue;
using Sekisho.Store.Sealed;
using Sekisho.Store.Senders;
using Sekisho.Store.Tracing;
using Sekisho.Vault;
using Sekisho.Vault.Archive;
using Sekisho.Vault.Opening;

namespace Sekisho.Tests.Commands;

/// <summary>What the store holds, sealed to keys of this test, and the vault's answers for them.</summary>
internal static class SealedSamples
{
    private static readonly SealingKeyPair Trace = SealingKeyPair.Create();
    private static readonly SealingKeyPair Index = SealingKeyPair.Create();
    private static readonly SealingKeyPair Mailbox = SealingKeyPair.Create();
    private static readonly SealingKeyPair Archive = SealingKeyPair.Create();
    private static readonly Sealer Boxes = new(TimeProvider.System);
    private static readonly byte[] EnvelopeKey = RandomNumberGenerator.GetBytes(32);
    private static readonly byte[] ContentKey = RandomNumberGenerator.GetBytes(32);

    /// <summary>The vault gives the operator the keys of these boxes.</summary>
    public static FakeSystem WithVault(this FakeSystem system) => system.Answer(VaultCalls.OpenAsOperator, Open);

    /// <summary>An envelope with its box.</summary>
    public static SealedEnvelope Envelope(string id, string sender, string[] recipients, Verdict? verdict = null, string? subject = null, Origin? origin = null) => new(
        id, 1,
        new MessageEnvelope
        {
            ReversePath = sender,
            Recipients = [.. recipients.Select((address, i) => new EnvelopeEntry(i, new EnvelopeRecipient { Address = address }))],
            Origin = origin ?? new Origin { Kind = OriginKind.Relay },
            Verdict = verdict ?? new Verdict { Disposition = Disposition.Accept },
            Subject = subject,
        }.Seal(EnvelopeKey, id),
        Boxes.Seal(Trace.Public, SealPurpose.Trace, BoxContext.OfEnvelope(id), EnvelopeKey));

    /// <summary>A page of the queue with one message for each recipient.</summary>
    public static QueueListReply Queue(string id, string? next, string sender, string? lastReply, params string[] recipients) => new(
        [.. recipients.Select((_, i) => new SealedQueueItem
        {
            Id = id,
            Tenant = 1,
            Recipient = i,
            State = "due",
            Route = "mx",
            ContentBytes = 1234,
            AcceptedAt = DateTimeOffset.UnixEpoch,
            LastReply = lastReply is null ? null : DeliveryReply.Seal(EnvelopeKey, id, lastReply),
        })],
        [Envelope(id, sender, recipients)], next);

    /// <summary>A quarantine with one message.</summary>
    public static QuarantineListReply Quarantine(string id, string text, Verdict verdict) =>
        new([new SealedQuarantineItem(id, 1, DateTimeOffset.UnixEpoch, [Envelope(id, text, [text], verdict, text)])], null);

    /// <summary>The lease of the mailbox's index key.</summary>
    public static IndexKeyReply IndexLease()
    {
        using var secret = Index.ExportPrivate();
        return new IndexKeyReply(Index.Id.ToString(), secret.Span.ToArray(), DateTimeOffset.UnixEpoch);
    }

    /// <summary>A mailbox with one message.</summary>
    public static MailboxListReply MailboxOf(string id, string text) => new(
        [new SealedMailboxItem(id, 1, default, Boxes.Seal(
            Index.Public, SealPurpose.Summary, BoxContext.OfMessage(id), JsonSerializer.SerializeToUtf8Bytes(new MailboxSummary(text, text), StoreJson.Default.MailboxSummary)))],
        null);

    /// <summary>A trace with one step.</summary>
    public static SealedTrace TraceOf(string id, string text, Verdict verdict) => new(
        id, 1, [Envelope(id, text, [text], verdict, text, new Origin { Kind = OriginKind.Relay, Helo = text })],
        [new SealedTraceEvent(DateTimeOffset.UnixEpoch, "inspected", null, "", Boxes.Seal(Trace.Public, SealPurpose.Trace, BoxContext.OfEvent(id), Encoding.UTF8.GetBytes(text)))]);

    /// <summary>A page of a block list with one entry.</summary>
    public static SenderListReply Senders(string id, string sender, string? note, string? next = null) => new(
        [new SealedSenderEntry(id, SenderListKind.Block, DateTimeOffset.UnixEpoch, null, Boxes.Seal(
            Trace.Public, SealPurpose.Trace, BoxContext.OfSender(id), JsonSerializer.SerializeToUtf8Bytes(new SenderEntryText("house.example", sender, note), StoreJson.Default.SenderEntryText)))],
        next);

    /// <summary>A page of an archive month with one message.</summary>
    public static ArchiveListReply ArchiveOf(string id, string text) => new(
        [new ArchivedItem(id, 1, DateTimeOffset.UnixEpoch, Boxes.Seal(
            Index.Public, SealPurpose.Summary, BoxContext.OfMessage(id), JsonSerializer.SerializeToUtf8Bytes(new MailboxSummary(text, text), StoreJson.Default.MailboxSummary)))],
        null);

    /// <summary>What comes before an archived content.</summary>
    public static ArchivedMessage Archived(string id, string text, int bytes) => new(
        1, 202601, DateTimeOffset.UnixEpoch, Envelope(id, text, [text], subject: text).Envelope,
        new ContentInfo(bytes, 0, Boxes.Seal(Archive.Public, SealPurpose.MessageKeys, BoxContext.OfMessage(id), [.. ContentKey, .. EnvelopeKey])));

    /// <summary>The vault gives the key of an archived message.</summary>
    public static OpenBoxesReply OpenArchived(OpenArchiveRequest request)
    {
        _ = BoxHeader.TryParse(request.Box.Header, out var header);
        lock (Archive)
        {
            using var key = BoxOpener.Derive(Archive, header!, SealPurpose.MessageKeys, request.Box.Context);
            return new OpenBoxesReply([new OpenedBox(key!.Span.ToArray())]);
        }
    }

    /// <summary>What comes before a content.</summary>
    public static ContentInfo Info(string id, int bytes) =>
        new(bytes, 0, Boxes.Seal(Mailbox.Public, SealPurpose.ContentKey, BoxContext.OfMessage(id), ContentKey));

    /// <summary>A content as it is stored.</summary>
    public static byte[] Content(byte[] plain) => ContentSealer.Seal(ContentKey, plain);

    private static OpenBoxesReply Open(OpenAsOperatorRequest request) => new([.. request.Boxes.Select(item =>
    {
        _ = BoxHeader.TryParse(item.Header, out var header);
        (SealingKeyPair Pair, SealPurpose Purpose)[] keys = [(Trace, SealPurpose.Trace), (Index, SealPurpose.Summary), (Mailbox, SealPurpose.ContentKey)];
        var (pair, purpose) = keys.Single(key => key.Pair.Id == header!.KeyId);
        Assert.Equal(purpose == SealPurpose.ContentKey ? OpenPurpose.Content : OpenPurpose.Envelope, request.Purpose);
        lock (pair)
        {
            using var key = BoxOpener.Derive(pair, header!, purpose, item.Context);
            return new OpenedBox(key!.Span.ToArray());
        }
    })]);
}
