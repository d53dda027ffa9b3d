using Sekisho.Inspect.Verdicts;
using Sekisho.Roles.Calls;
using Sekisho.Store.Archive;
using Sekisho.Store.Content;
using Sekisho.Store.Database;
using Sekisho.Store.Published;
using Sekisho.Store.Sealed;

namespace Sekisho.Store.Intake;

/// <summary>A message about to be stored: everything in it is sealed already, outside of the writer's thread.</summary>
internal sealed class NewMessage(string id, bool hasNullSender, Disposition disposition, bool mayBeItsFault, SealedMessage sealedMessage, PublishedDirectory directory, IncomingContent content)
{
    /// <summary>What lists show; a longer one is cut.</summary>
    public const int LongestSubject = 200;

    public string Id => id;

    public bool HasNullSender => hasNullSender;

    public Disposition Disposition => disposition;

    /// <summary>Whether the inspection died or hung over it.</summary>
    public bool MayBeItsFault => mayBeItsFault;

    public IncomingContent Content => content;

    public IReadOnlyList<SealedRecipient> Recipients => sealedMessage.Recipients;

    /// <summary>Writes the message's row, its parties and its small content.</summary>
    /// <returns>The number of the row, or null when a message of this identifier is already here.</returns>
    public long? Insert(WriteTransaction transaction)
    {
        var number = InsertWithoutContent(transaction);
        if (number is not null && content.File is null) transaction.Db.Run(ContentSql.Add, number, content.Bytes);
        return number;
    }

    /// <summary>Writes the message's row and its parties alone.</summary>
    /// <returns>As <see cref="Insert"/>.</returns>
    public long? InsertWithoutContent(WriteTransaction transaction)
    {
        var db = transaction.Db;
        if (db.Number(IntakeSql.Find, id) is not null) return null;
        // The vault destroys a queue key once the store no longer names it. This runs on the thread that takes a new key in: what
        // was sealed to an old one and comes after it is refused and sealed again, so that nothing is lost with the old key.
        foreach (var party in sealedMessage.Parties)
            if (party.QueueKey is { } key && key != directory.QueueKey.Id) throw new CallException(CallFailure.Unavailable, "The queue key has changed meanwhile; try again.");
        // The same for archives: what was let through before one began, or sealed to a month that has been destroyed since, is sealed anew.
        if (!sealedMessage.FitsArchivesOf(directory)) throw new CallException(CallFailure.Unavailable, "The archive's keys have changed meanwhile; try again.");
        db.Run(IntakeSql.Add, id, SqlValue.Moment(transaction.Now), hasNullSender, content.Length, content.File);
        var number = db.LastNumber;
        foreach (var party in sealedMessage.Parties)
            db.Run(IntakeSql.AddParty, number, party.Tenant, party.Envelope, party.Trace, party.Queue, party.QueueKey?.ToBytes(), party.Quarantine);
        var isPlaced = disposition is Disposition.Accept or Disposition.Tag;
        foreach (var (tenant, archive) in sealedMessage.Archives)
            if (archive is not null) db.Run(ArchiveSql.Add, tenant, archive.Month, number, isPlaced, archive.Summary, archive.Envelope, archive.Keys);
        return number;
    }

    public static string? CutSubject(string? subject) => subject?.Length > LongestSubject ? subject[..LongestSubject] : subject;

    /// <summary>Writes the rows of the recipients.</summary>
    /// <param name="transaction">The transaction.</param>
    /// <param name="message">The number of the message's row.</param>
    /// <param name="deliveries">For each recipient what it waits for; null where none waits, or none has been placed yet.</param>
    /// <param name="arePlaced">Whether what belongs to mailboxes is there already.</param>
    public void InsertRecipients(WriteTransaction transaction, long message, IReadOnlyList<long?>? deliveries, bool arePlaced)
    {
        for (var i = 0; i < Recipients.Count; i++)
        {
            var recipient = Recipients[i];
            transaction.Db.Run(
                IntakeSql.AddRecipient, message, i, recipient.Tenant, recipient.Account, recipient.DomainTag,
                arePlaced ? SqlValue.Null : recipient.Summary, arePlaced ? SqlValue.Null : recipient.Content, deliveries?[i]);
        }
    }
}
