using Microsoft.Extensions.Logging;
using Sekisho.Roles.Calls;

namespace Sekisho.Inspect;

/// <summary>Every log message of inspection.</summary>
internal static partial class Log
{
    [LoggerMessage(3001, LogLevel.Error, "Message {id}: the signal {signal} failed on it; it is held. This is a bug.")]
    public static partial void SignalCrashed(ILogger log, string id, string signal, Exception exception);

    [LoggerMessage(3002, LogLevel.Debug, "Message {id}: {disposition} in {milliseconds} ms ({bytes} bytes){reasons}")]
    public static partial void Inspected(ILogger log, string id, string disposition, long milliseconds, long bytes, string reasons);

    [LoggerMessage(3003, LogLevel.Critical, "Message {id}: inspection takes longer than {seconds} s and does not end; this worker ends itself.")]
    public static partial void Hangs(ILogger log, string id, int seconds);

    [LoggerMessage(3004, LogLevel.Critical, "Message {id}: inspection takes {bytes} bytes of memory, more than {limit}; this worker ends itself.")]
    public static partial void TakesMemory(ILogger log, string id, long bytes, long limit);

    [LoggerMessage(3005, LogLevel.Warning, "Test faults are on (SEKISHO_TEST_FAULTS=1): a message can crash this worker. Never set this where mail is real.")]
    public static partial void TestFaultsOn(ILogger log);

    [LoggerMessage(3007, LogLevel.Warning, "Message {Id} could not be inspected ({Failure}); it will be held")]
    public static partial void NotInspected(ILogger logger, string id, CallFailure failure, Exception exception);

    [LoggerMessage(3008, LogLevel.Information, "Mail is judged by {count} rules now, {own} of them the operator's")]
    public static partial void RulesTaken(ILogger log, int count, int own);

    [LoggerMessage(3009, LogLevel.Information, "Message {id}: disarmed, {changes} changes: {what}")]
    public static partial void Disarmed(ILogger log, string id, int changes, string what);

    [LoggerMessage(3010, LogLevel.Warning, "Message {Id} could not be disarmed ({Failure}); it will be held")]
    public static partial void NotDisarmed(ILogger logger, string id, CallFailure failure, Exception? exception);

    [LoggerMessage(3006, LogLevel.Warning, "Message {id}: test fault {fault}")]
    public static partial void TestFault(ILogger log, string id, string fault);
}
