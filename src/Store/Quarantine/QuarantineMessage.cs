using Sekisho.Store.Database;
using Sekisho.Store.Tracing;

namespace Sekisho.Store.Quarantine;

/// <summary>Keeps a message from its readers until somebody decides or its time is over.</summary>
internal sealed class QuarantineMessage(TimeSpan kept)
{
    public void Run(WriteTransaction transaction, long message, string why)
    {
        transaction.Db.Run(QuarantineSql.Add, message, SqlValue.Moment(transaction.Now + kept));
        RecordEvent.Run(transaction, message, "quarantined", null, why);
    }
}
