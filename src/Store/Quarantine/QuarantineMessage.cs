using Sekisho.Store.Database;
using Sekisho.Store.Tracing;

namespace Sekisho.Store.Quarantine;

/// <summary>Keeps a message from its readers until somebody decides or its time is over.</summary>
internal sealed class QuarantineMessage(TimeSpan kept)
{
    /// <summary>Never deleted by time: nobody has said yet that it is bad.</summary>
    public static void UntilDecided(WriteTransaction transaction, long message, string words, byte[]? detail) =>
        Add(transaction, message, long.MaxValue, words, detail);

    public void Run(WriteTransaction transaction, long message, string words, byte[]? detail = null) =>
        Add(transaction, message, SqlValue.Moment(transaction.Now + kept), words, detail);

    private static void Add(WriteTransaction transaction, long message, SqlValue until, string words, byte[]? detail)
    {
        transaction.Db.Run(QuarantineSql.Add, message, until);
        RecordEvent.Run(transaction, message, "quarantined", null, words, detail);
    }
}
