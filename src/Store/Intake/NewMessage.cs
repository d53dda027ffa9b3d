using System.Text.Json;
using Sekisho.Inspect.Verdicts;
using Sekisho.Smtp.Envelopes;
using Sekisho.Store.Content;
using Sekisho.Store.Database;

namespace Sekisho.Store.Intake;

/// <summary>A message about to be stored; what can be prepared outside of the writer's thread is prepared.</summary>
internal sealed class NewMessage(string id, Envelope envelope, Origin origin, Verdict verdict, string? subject, IncomingContent content)
{
    /// <summary>What lists show; a longer one is cut.</summary>
    public const int LongestSubject = 200;

    private readonly byte[] _origin = JsonSerializer.SerializeToUtf8Bytes(origin, StoreJson.Default.Origin);
    private readonly byte[] _verdict = JsonSerializer.SerializeToUtf8Bytes(verdict, StoreJson.Default.Verdict);

    public string Id => id;

    public Envelope Envelope => envelope;

    public Origin Origin => origin;

    public Verdict Verdict => verdict;

    public IncomingContent Content => content;

    /// <summary>Writes the message's row and its small content.</summary>
    /// <returns>The number of the row, or null when a message of this identifier is already here.</returns>
    public long? Insert(WriteTransaction transaction)
    {
        var number = InsertWithoutContent(transaction);
        if (number is not null && content.File is null) transaction.Db.Run(ContentSql.Add, number, content.Bytes);
        return number;
    }

    /// <summary>Writes the message's row alone.</summary>
    /// <returns>As <see cref="Insert"/>.</returns>
    public long? InsertWithoutContent(WriteTransaction transaction)
    {
        var db = transaction.Db;
        if (db.Number(IntakeSql.Find, id) is not null) return null;
        db.Run(
            IntakeSql.Add,
            id,
            SqlValue.Moment(transaction.Now),
            envelope.ReversePath,
            (long)envelope.Body,
            envelope.SmtpUtf8,
            envelope.RequireTls,
            (long)envelope.Return,
            envelope.EnvelopeId,
            SqlValue.Json(_origin),
            SqlValue.Json(_verdict),
            CutSubject(subject),
            content.Length,
            content.File);
        return db.LastNumber;
    }

    public static string? CutSubject(string? subject) => subject?.Length > LongestSubject ? subject[..LongestSubject] : subject;

    /// <summary>Writes the rows of the recipients.</summary>
    /// <param name="transaction">The transaction.</param>
    /// <param name="message">The number of the message's row.</param>
    /// <param name="deliveries">For each recipient what it waits for; null where none waits.</param>
    public void InsertRecipients(WriteTransaction transaction, long message, IReadOnlyList<long?>? deliveries)
    {
        for (var i = 0; i < envelope.Recipients.Count; i++)
        {
            var recipient = envelope.Recipients[i];
            transaction.Db.Run(
                IntakeSql.AddRecipient, message, i, recipient.Address, (long)recipient.Notify, recipient.OriginalRecipient, deliveries?[i]);
        }
    }
}
