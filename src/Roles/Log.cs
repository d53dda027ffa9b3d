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

    [LoggerMessage(20, LogLevel.Critical, "{Instance} failed: {Reason}")]
    public static partial void RoleFailed(ILogger log, string instance, string reason, Exception problem);

    [LoggerMessage(21, LogLevel.Information, "Stopping (at once: {Hurry}).")]
    public static partial void RoleStopping(ILogger log, bool hurry);

    [LoggerMessage(22, LogLevel.Warning, "The supervisor has gone: stopping at once.")]
    public static partial void SupervisorGone(ILogger log);

    [LoggerMessage(23, LogLevel.Critical, "The stop was not done in {Seconds} s: ending nevertheless.")]
    public static partial void StopHangs(ILogger log, double seconds);

    [LoggerMessage(24, LogLevel.Critical, "An exception that nobody handled ends this process.")]
    public static partial void Crashed(ILogger log, Exception? problem);

    [LoggerMessage(25, LogLevel.Error, "The exception of a task was never looked at.")]
    public static partial void Unobserved(ILogger log, Exception problem);

    [LoggerMessage(40, LogLevel.Information, "{Instance} is ready (process {Pid}).")]
    public static partial void RoleReady(ILogger log, string instance, int pid);

    [LoggerMessage(41, LogLevel.Error, "{Instance} has ended ({How}); it is started again in {Milliseconds:0} ms.")]
    public static partial void RoleEnded(ILogger log, string instance, string how, double milliseconds);

    [LoggerMessage(42, LogLevel.Error, "{Instance} did not start again: {Reason}")]
    public static partial void RoleDidNotStart(ILogger log, string instance, string reason);

    [LoggerMessage(43, LogLevel.Error, "{Instance} has not answered for {Seconds:0.#} s: killing it.")]
    public static partial void RoleSilent(ILogger log, string instance, double seconds);

    [LoggerMessage(44, LogLevel.Warning, "{Instance} did not stop in its time: killing it.")]
    public static partial void KilledWhileStopping(ILogger log, string instance);

    [LoggerMessage(45, LogLevel.Warning, "{Instance} of an earlier run (process {Pid}) still hangs: killing it.")]
    public static partial void LeftoverKilled(ILogger log, string instance, int pid);

    [LoggerMessage(46, LogLevel.Information, "The system on {Data} is ready: {Processes} processes.")]
    public static partial void SystemReady(ILogger log, string data, int processes);

    [LoggerMessage(47, LogLevel.Information, "Stopping the system.")]
    public static partial void SystemStopping(ILogger log);

    [LoggerMessage(48, LogLevel.Information, "The system has stopped.")]
    public static partial void SystemStopped(ILogger log);

    [LoggerMessage(49, LogLevel.Error, "What was to be tried could not be: {Reason}")]
    public static partial void ProbeBroken(ILogger log, string reason);
}
