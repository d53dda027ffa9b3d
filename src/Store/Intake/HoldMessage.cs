using System.Security.Cryptography;
using Sekisho.Inspect.Verdicts;
using Sekisho.Kernel.Time;
using Sekisho.Store.Database;
using Sekisho.Store.Tracing;

namespace Sekisho.Store.Intake;

/// <summary>Keeps a message that could not be inspected until it can be; wakes who waits for such.</summary>
internal sealed class HoldMessage(Backoff backoff, HeldSignal signal)
{
    /// <summary>Holds a message whose first inspection failed.</summary>
    public void First(WriteTransaction transaction, long message, bool mayBeItsFault)
    {
        transaction.Db.Run(IntakeSql.Hold, message, mayBeItsFault ? 1 : 0, SqlValue.Moment(transaction.Now + Wait(1)));
        RecordEvent.Run(transaction, message, "held", null, "");
        transaction.AfterCommit(signal.Pulse);
    }

    /// <summary>Holds it further after one more failure.</summary>
    public void Again(WriteTransaction transaction, long message, int attempts, int failures, byte[] detail)
    {
        transaction.Db.Run(IntakeSql.HoldAgain, message, attempts, failures, SqlValue.Moment(transaction.Now + Wait(attempts)));
        RecordEvent.Run(transaction, message, "held", null, "", detail);
        transaction.AfterCommit(signal.Pulse);
    }

    /// <summary>
    /// Whether the inspection died or hung over this message. A scanner or a worker that is away fails every message alike:
    /// after an hour of that, good mail must not lie in quarantine.
    /// </summary>
    public static bool MayBeItsFault(Verdict verdict) =>
        verdict.Reasons.Any(reason => reason.Code is ReasonCode.InspectionCrashed or ReasonCode.InspectionTimeout);

    private TimeSpan Wait(int attempts) => backoff.After(attempts, Chance());

    /// <summary>Evenly spread over 0 to 1.</summary>
    internal static double Chance() => RandomNumberGenerator.GetInt32(1 << 24) / (double)((1 << 24) - 1);
}
