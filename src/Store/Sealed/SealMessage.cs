using System.Text;
using System.Text.Json;
using Sekisho.Inspect.Verdicts;
using Sekisho.Sealing;
using Sekisho.Sealing.Boxes;
using Sekisho.Sealing.Secrets;
using Sekisho.Smtp.Envelopes;
using Sekisho.Store.Archive;
using Sekisho.Store.Intake;
using Sekisho.Store.Published;

namespace Sekisho.Store.Sealed;

/// <summary>
/// Seals a message to all who may open it, before the writer's transaction and on the caller's thread. For each tenant: the
/// envelope with its recipients, and the box for its traces; a box under the queue key when somebody is to be sent to or
/// the message is held; one under its quarantine when it is kept there or may come there; one under the month of its archive, if it
/// has one. For each mailbox: the content's key and the summary. For the archive of who has sent it, the same as for who receives it.
/// </summary>
internal sealed class SealMessage(Sealer sealer, PublishedDirectory directory, SealArchive archive)
{
    /// <summary>A remote server decides how long its reply is; the record does not have to keep all of it.</summary>
    private const int LongestDetail = 1000;

    /// <summary>The directory whose keys are used.</summary>
    public PublishedDirectory Directory => directory;

    /// <summary>Seals a new message.</summary>
    /// <param name="id">The message.</param>
    /// <param name="envelope">Its envelope.</param>
    /// <param name="origin">Where it came from.</param>
    /// <param name="verdict">The verdict; a refused message has a trace only.</param>
    /// <param name="subject">The subject, cut.</param>
    /// <param name="ways">The recipients' ways, all with a tenant.</param>
    /// <param name="sender">The number of the tenant of whom it was submitted; 0 when it comes from outside.</param>
    public SealedMessage Seal(string id, Envelope envelope, Origin origin, Verdict verdict, string? subject, IReadOnlyList<Resolved> ways, long sender = 0)
    {
        var contentKey = SecretBytes.Random(MessageKeys.KeyBytes);
        var isKept = verdict.Disposition != Disposition.Reject;
        var parties = new List<SealedParty>(1);
        var archives = new List<(long, SealedArchive?)>(1);
        var whole = EnvelopeOf(envelope, origin, verdict, subject);
        var summary = JsonSerializer.SerializeToUtf8Bytes(new MailboxSummary(envelope.ReversePath, subject), StoreJson.Default.MailboxSummary);
        foreach (var tenant in ways.Select(way => way.Tenant).Distinct())
        {
            var entries = new List<EnvelopeEntry>();
            var isSent = verdict.Disposition == Disposition.Defer;
            for (var i = 0; i < ways.Count; i++)
            {
                if (ways[i].Tenant != tenant) continue;
                entries.Add(new EnvelopeEntry(i, envelope.Recipients[i]));
                isSent |= ways[i].Mailbox is null;
            }

            using var envelopeKey = SecretBytes.Random(MessageKeys.KeyBytes);
            parties.Add(SealParty(id, tenant, whole with { Recipients = entries }, contentKey, envelopeKey, isKept && isSent, verdict.IsKept || verdict.Disposition == Disposition.Defer));
            if (isKept && tenant != sender) archives.Add((tenant, archive.Seal(id, tenant, contentKey, envelopeKey, null, summary)));
        }

        // Who sends named all recipients, so their archive may know them all.
        if (isKept && sender > 0) archives.Add((sender, archive.SealSent(id, sender, contentKey, whole, summary)));
        var recipients = new SealedRecipient[ways.Count];
        for (var i = 0; i < recipients.Length; i++) recipients[i] = SealRecipient(id, i, ways[i], isKept ? contentKey : null, summary);
        return new SealedMessage(contentKey, parties, recipients, archives);
    }

    private static MessageEnvelope EnvelopeOf(Envelope envelope, Origin origin, Verdict verdict, string? subject) => new()
    {
        ReversePath = envelope.ReversePath,
        Recipients = [.. envelope.Recipients.Select((recipient, i) => new EnvelopeEntry(i, recipient))],
        Body = envelope.Body,
        SmtpUtf8 = envelope.SmtpUtf8,
        RequireTls = envelope.RequireTls,
        Return = envelope.Return,
        EnvelopeId = envelope.EnvelopeId,
        Origin = origin,
        // Those are kept in tables of their own.
        Verdict = verdict with { Observation = null, Reports = null, Words = null },
        Subject = subject,
        Why = DescribeVerdict.InWords(verdict),
    };

    /// <summary>A summary made anew, for one mailbox.</summary>
    public byte[] SealSummary(string id, PublishedMailbox mailbox, MailboxSummary summary) =>
        sealer.Seal(mailbox.Index, SealPurpose.Summary, BoxContext.OfMessage(id), JsonSerializer.SerializeToUtf8Bytes(summary, StoreJson.Default.MailboxSummary));

    /// <summary>A summary made anew, for one archive; null to leave the old one.</summary>
    public byte[]? SealSummary(string id, long tenant, long month, MailboxSummary summary) =>
        archive.SealSummary(id, tenant, month, JsonSerializer.SerializeToUtf8Bytes(summary, StoreJson.Default.MailboxSummary));

    /// <summary>The personal detail of an event.</summary>
    public byte[] SealEvent(string id, long tenant, string detail) =>
        sealer.Seal(
            directory.TenantOf(tenant).Trace,
            SealPurpose.Trace,
            BoxContext.OfEvent(id),
            Encoding.UTF8.GetBytes(detail.Length <= LongestDetail ? detail : detail[..LongestDetail]));

    private SealedParty SealParty(string id, long tenant, MessageEnvelope envelope, SecretBytes contentKey, SecretBytes envelopeKey, bool isSent, bool isKeptApart)
    {
        var keys = directory.TenantOf(tenant);
        var trace = sealer.Seal(keys.Trace, SealPurpose.Trace, BoxContext.OfEnvelope(id), envelopeKey.Span);
        byte[]? queue = null;
        byte[]? quarantine = null;
        var queueKey = directory.QueueKey;
        if (isSent || isKeptApart)
        {
            Span<byte> both = stackalloc byte[2 * MessageKeys.KeyBytes];
            contentKey.Span.CopyTo(both);
            envelopeKey.Span.CopyTo(both[MessageKeys.KeyBytes..]);
            var context = BoxContext.OfMessage(id);
            if (isSent) queue = sealer.Seal(queueKey, SealPurpose.MessageKeys, context, both);
            if (isKeptApart) quarantine = sealer.Seal(keys.Quarantine, SealPurpose.MessageKeys, context, both);
            System.Security.Cryptography.CryptographicOperations.ZeroMemory(both);
        }

        return new SealedParty(tenant, envelope.Seal(envelopeKey.Span, id), trace, queue, queue is null ? null : queueKey.Id, quarantine);
    }

    private SealedRecipient SealRecipient(string id, int ordinal, Resolved way, SecretBytes? contentKey, byte[] summary)
    {
        if (way.Mailbox is not { } mailbox || contentKey is null)
            return new SealedRecipient(ordinal, way.Tenant, way.Mailbox?.Account ?? 0, way.DomainTag, null, null);
        var context = BoxContext.OfMessage(id);
        return new SealedRecipient(
            ordinal,
            way.Tenant,
            mailbox.Account,
            way.DomainTag,
            sealer.Seal(mailbox.Index, SealPurpose.Summary, context, summary),
            sealer.Seal(mailbox.Content, SealPurpose.ContentKey, context, contentKey.Span));
    }
}
