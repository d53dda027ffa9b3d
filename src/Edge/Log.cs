using Microsoft.Extensions.Logging;
using Sekisho.Inspect.Verdicts;
using Sekisho.Roles.Calls;
using Sekisho.Smtp.Server;

namespace Sekisho.Edge;

/// <summary>
/// Everything the role logs. No address of a person, no subject, no evidence: logs are kept elsewhere and longer than traces.
/// A message's identifier leads whoever may look to its trace.
/// </summary>
internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Information, "Listening for {Kind} on {Address}")]
    public static partial void Listening(ILogger logger, ListenerKind kind, string address);

    [LoggerMessage(2, LogLevel.Information, "Refused a connection from {Client}: {Why}")]
    public static partial void ConnectionRefused(ILogger logger, string client, GateAnswer why);

    [LoggerMessage(3, LogLevel.Debug, "Session with {Client} ended: {End}, {Messages} messages, {Errors} errors")]
    public static partial void SessionEnded(ILogger logger, string client, SessionEnd end, int messages, int errors);

    [LoggerMessage(4, LogLevel.Error, "A session with {Client} failed")]
    public static partial void SessionFailed(ILogger logger, string client, Exception exception);

    [LoggerMessage(5, LogLevel.Error, "Accepting connections on {Address} failed; trying again")]
    public static partial void AcceptFailed(ILogger logger, string address, Exception exception);

    [LoggerMessage(6, LogLevel.Information, "Message {Id} from {Client} ({Recipients} recipients, {Bytes} bytes): {Disposition}, stored")]
    public static partial void Stored(ILogger logger, string id, string client, int recipients, long bytes, Disposition disposition);

    [LoggerMessage(7, LogLevel.Information, "Message {Id} from {Client} ({Recipients} recipients, {Bytes} bytes): rejected, {Reasons}")]
    public static partial void Rejected(ILogger logger, string id, string client, int recipients, long bytes, string reasons);

    [LoggerMessage(9, LogLevel.Warning, "The store did not take message {Id} ({Failure}), attempt {Attempt}")]
    public static partial void NotStored(ILogger logger, string id, CallFailure failure, int attempt, Exception exception);

    [LoggerMessage(10, LogLevel.Warning, "Message {Id} was given back to the client: {Failure}")]
    public static partial void GivenBack(ILogger logger, string id, CallFailure failure);

    [LoggerMessage(11, LogLevel.Information, "Refused a message from {Client}: more than {Limit} Received headers")]
    public static partial void Loop(ILogger logger, string client, int limit);

    [LoggerMessage(12, LogLevel.Warning, "A recipient could not be looked up ({Failure})")]
    public static partial void NotResolved(ILogger logger, CallFailure failure, Exception exception);

    [LoggerMessage(13, LogLevel.Warning, "A login could not be checked ({Failure})")]
    public static partial void LogInNotChecked(ILogger logger, CallFailure failure, Exception exception);

    [LoggerMessage(14, LogLevel.Information, "Login from {Client} refused")]
    public static partial void LogInRefused(ILogger logger, string client);

    [LoggerMessage(15, LogLevel.Information, "Login from {Client}")]
    public static partial void LoggedIn(ILogger logger, string client);

    [LoggerMessage(19, LogLevel.Error, "The certificate {Path} cannot be read again; the one from before stays in use")]
    public static partial void CertificateUnreadable(ILogger logger, string path, Exception exception);

    [LoggerMessage(20, LogLevel.Information, "The certificate {Path} was read: {Subject}, valid until {NotAfter}")]
    public static partial void CertificateRead(ILogger logger, string path, string subject, DateTime notAfter);

    [LoggerMessage(22, LogLevel.Warning, "{Wanted} sessions are allowed, but the limit of open files leaves room for {Places}; raise it (LimitNOFILE, ulimit -n)")]
    public static partial void FewerSessions(ILogger logger, int wanted, int places);

    [LoggerMessage(24, LogLevel.Information, "Message {Id} from {Client} is to come again: nobody knows its sender and nothing proves who it is ({Waiting} wait, {Passed} have passed)")]
    public static partial void Greylisted(ILogger logger, string id, string client, int waiting, int passed);

    [LoggerMessage(25, LogLevel.Information, "Message {Id} from {Client} has come again after {Seconds} s; its sender does not wait any more")]
    public static partial void GreylistPassed(ILogger logger, string id, string client, long seconds);

    [LoggerMessage(26, LogLevel.Warning, "Message {Id} from {Client} does not wait: {Waiting} messages wait already, more than an ordinary day has")]
    public static partial void GreylistFull(ILogger logger, string id, string client, int waiting);

    [LoggerMessage(23, LogLevel.Warning, "Refused message {Id} leaves no trace in the store ({Failure})")]
    public static partial void RefusalNotRecorded(ILogger logger, string id, CallFailure failure, Exception exception);

    [LoggerMessage(27, LogLevel.Warning, "Mail from {Networks} is NOT inspected (inspect.exemptNetworks): what these servers let through reaches people as it is")]
    public static partial void NetworksExempt(ILogger logger, string networks);

    [LoggerMessage(28, LogLevel.Information, "Message {Id} from {Client} ({Recipients} recipients, {Bytes} bytes): NOT inspected (exempt network), stored")]
    public static partial void StoredNotInspected(ILogger logger, string id, string client, int recipients, long bytes);
}
