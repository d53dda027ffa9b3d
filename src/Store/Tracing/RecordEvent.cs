using Sekisho.Store.Database;

namespace Sekisho.Store.Tracing;

/// <summary>Writes one step of a message's way, in the transaction that takes the step.</summary>
internal static class RecordEvent
{
    /// <summary>A remote server decides how long its reply is; the record does not have to keep all of it.</summary>
    private const int LongestDetail = 1000;

    public static void Run(WriteTransaction transaction, long message, string what, string? recipient, string detail) =>
        transaction.Db.Run(
            TracingSql.AddEvent,
            message,
            transaction.NextNumber(),
            SqlValue.Moment(transaction.Now),
            what,
            recipient,
            detail.Length <= LongestDetail ? detail : detail[..LongestDetail]);
}
