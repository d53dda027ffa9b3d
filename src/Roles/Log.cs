using Microsoft.Extensions.Logging;

namespace Sekisho.Roles;

/// <summary>Every message that calls, host and supervisor log.</summary>
internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Warning, "A call to {Path} came with an unknown token.")]
    public static partial void UnknownCaller(ILogger log, string path);

    [LoggerMessage(2, LogLevel.Warning, "{Caller} tried the call {Call}, which the role table does not allow.")]
    public static partial void NotAllowed(ILogger log, string caller, string call);

    [LoggerMessage(3, LogLevel.Warning, "{Call} was refused: {Limit} calls are under way.")]
    public static partial void Overloaded(ILogger log, string call, int limit);

    [LoggerMessage(4, LogLevel.Error, "Nobody here answers the call {Call}.")]
    public static partial void NotAnswered(ILogger log, string call);

    [LoggerMessage(5, LogLevel.Error, "{Call} of {Caller} failed.")]
    public static partial void Faulted(ILogger log, string call, string caller, Exception problem);

    [LoggerMessage(6, LogLevel.Debug, "{Caller} did not wait for the reply to {Call}.")]
    public static partial void CallerGone(ILogger log, string call, string caller);

    [LoggerMessage(7, LogLevel.Warning, "{Call} of {Caller} was not done in {Seconds} s.")]
    public static partial void TimeOver(ILogger log, string call, string caller, double seconds);

    [LoggerMessage(8, LogLevel.Error, "The reply to {Call} of {Caller} broke off.")]
    public static partial void ReplyBroken(ILogger log, string call, string caller, Exception problem);
}
