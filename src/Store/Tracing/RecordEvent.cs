using Sekisho.Store.Database;

namespace Sekisho.Store.Tracing;

/// <summary>Writes one step of a message's way, in the transaction that takes the step.</summary>
internal static class RecordEvent
{
    /// <summary>Records a step.</summary>
    /// <param name="transaction">The transaction.</param>
    /// <param name="message">The message's row.</param>
    /// <param name="what">The step.</param>
    /// <param name="recipient">The place of the recipient that it concerns, or null for all.</param>
    /// <param name="words">Words of ours with nothing personal in them; empty where the envelope says it all.</param>
    /// <param name="detail">What is personal, sealed to the traces of the recipient's tenant; null for nothing.</param>
    public static void Run(WriteTransaction transaction, long message, string what, long? recipient, string words, byte[]? detail = null) =>
        transaction.Db.Run(TracingSql.AddEvent, message, transaction.NextNumber(), SqlValue.Moment(transaction.Now), what, recipient, words, detail);
}
