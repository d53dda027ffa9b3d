using Microsoft.Extensions.Logging;
using Sekisho.Inspect.Verdicts;
using Sekisho.MailAuth.MtaSts;
using Sekisho.Roles.Calls;
using Sekisho.Smtp.Client.Results;

namespace Sekisho.Deliver;

/// <summary>What the role says to the operator. No address of a person, and no words of other servers, which repeat addresses: the trace has them.</summary>
internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Information, "Delivering as {Hostname}; DNS servers: {Servers}.")]
    public static partial void Started(ILogger log, string hostname, string servers);

    [LoggerMessage(2, LogLevel.Information, "{MessageId}, recipient {Number}: {Outcome} ({Host}: {Code})")]
    public static partial void Result(ILogger log, string messageId, int number, SmtpOutcome outcome, string host, int code);

    [LoggerMessage(3, LogLevel.Information, "{MessageId}: notice {NoticeId} to the sender")]
    public static partial void Notice(ILogger log, string messageId, string noticeId);

    [LoggerMessage(4, LogLevel.Warning, "The store gives no due messages ({Failure}: {Reason}); trying again.")]
    public static partial void LeaseFailed(ILogger log, CallFailure failure, string reason);

    [LoggerMessage(5, LogLevel.Warning, "The result of {MessageId} is not recorded yet ({Failure}: {Reason}); trying again.")]
    public static partial void SettleFailed(ILogger log, string messageId, CallFailure failure, string reason);

    [LoggerMessage(6, LogLevel.Error, "The store does not take the result of {MessageId} ({Failure}: {Reason}). If it was delivered, it may be delivered again.")]
    public static partial void SettleRefused(ILogger log, string messageId, CallFailure failure, string reason);

    [LoggerMessage(7, LogLevel.Error, "{MessageId}: the attempt failed on an error of this program; the message is tried again later.")]
    public static partial void AttemptBroken(ILogger log, string messageId, Exception exception);

    [LoggerMessage(8, LogLevel.Error, "The DNS server '{Server}' in the configuration is not HOST:PORT with an address; it is left out.")]
    public static partial void BadDnsServer(ILogger log, string server);

    [LoggerMessage(9, LogLevel.Error, "The inline contents of a lease are incomplete; the jobs without content are tried again later.")]
    public static partial void ContentsIncomplete(ILogger log);

    [LoggerMessage(10, LogLevel.Warning, "{MessageId}: the header for the notice could not be read; the notice leaves without it.")]
    public static partial void NoticeWithoutHeader(ILogger log, string messageId, Exception exception);

    [LoggerMessage(12, LogLevel.Warning, "{MessageId} to {Destination}: the delivery took too long and was broken off; who has not got it is tried again later.")]
    public static partial void JobTooLong(ILogger log, string messageId, string destination);

    [LoggerMessage(13, LogLevel.Warning, "The vault does not open {Count} leased messages ({Failure}: {Reason}); trying again.")]
    public static partial void NotOpened(ILogger log, int count, CallFailure failure, string reason);

    [LoggerMessage(14, LogLevel.Error, "{MessageId} cannot be opened: {Problem}")]
    public static partial void JobNotOpened(ILogger log, string messageId, string problem);

    [LoggerMessage(15, LogLevel.Warning, "Held messages cannot be fetched ({Failure}); trying again in {Seconds} s")]
    public static partial void HeldNotFetched(ILogger log, CallFailure failure, double seconds, Exception exception);

    [LoggerMessage(16, LogLevel.Information, "Held message {Id} was inspected again: {Disposition}")]
    public static partial void Reinspected(ILogger log, string id, Disposition disposition);

    [LoggerMessage(17, LogLevel.Warning, "Held message {Id} could not be inspected again ({Failure})")]
    public static partial void NotReinspected(ILogger log, string id, CallFailure failure, Exception exception);

    [LoggerMessage(18, LogLevel.Error, "Inspecting held messages again failed; going on")]
    public static partial void ReinspectionFailed(ILogger log, Exception exception);

    [LoggerMessage(19, LogLevel.Warning, "{MessageId} cannot be signed now ({Reason}); it waits.")]
    public static partial void NotSigned(ILogger log, string messageId, string reason);

    [LoggerMessage(20, LogLevel.Information, "{MessageId} leaves without a DKIM signature: no single author, or a header beyond the limits")]
    public static partial void Unsignable(ILogger log, string messageId);

    [LoggerMessage(21, LogLevel.Debug, "{MessageId}: DKIM signatures of {Domain}: {Count}")]
    public static partial void Signed(ILogger log, string messageId, string domain, int count);

    [LoggerMessage(22, LogLevel.Debug, "{MessageId}: ARC set of {Domain}")]
    public static partial void Sealed(ILogger log, string messageId, string domain);

    [LoggerMessage(23, LogLevel.Information, "MTA-STS policy of {Domain}: {Mode} (id {Id})")]
    public static partial void StsFetched(ILogger log, string domain, StsMode mode, string id);

    [LoggerMessage(24, LogLevel.Warning, "The MTA-STS policy of {Domain} cannot be had ({Failure}: {Problem}); what was kept of it holds as long as it said.")]
    public static partial void StsNotFetched(ILogger log, string domain, string failure, string problem);

    [LoggerMessage(25, LogLevel.Error, "Fetching the MTA-STS policy of {Domain} failed on an error of this program.")]
    public static partial void StsBroken(ILogger log, string domain, Exception exception);

    [LoggerMessage(26, LogLevel.Error, "The MTA-STS policy of {Domain} cannot be written ({Problem}); it is forgotten with the next start.")]
    public static partial void StsNotKept(ILogger log, string domain, string problem);

    [LoggerMessage(27, LogLevel.Error, "The file {File} cannot be read ({Problem}); going on without it.")]
    public static partial void FilePutAside(ILogger log, string file, string problem);

    [LoggerMessage(29, LogLevel.Warning, "{MessageId} is not sent to {Host} under {Policy} ({Failure}).")]
    public static partial void PolicyNotMet(ILogger log, string messageId, string host, string policy, string failure);

    [LoggerMessage(28, LogLevel.Information, "Answers of the name servers count as validated: {Trusted} ({Why}). DANE needs it.")]
    public static partial void TrustsAnswers(ILogger log, bool trusted, string why);

    [LoggerMessage(30, LogLevel.Information, "Report about {Domain} ({Kind}): {Rows} rows, {Messages} messages queued")]
    public static partial void ReportSent(ILogger log, Sekisho.Inspect.Reports.ObservationKind kind, string domain, int rows, int messages);

    [LoggerMessage(31, LogLevel.Information, "The report about {Domain} waits: where it goes cannot be looked up now")]
    public static partial void ReportWaits(ILogger log, string domain);

    [LoggerMessage(55, LogLevel.Information, "The report about {Domain} for {Place}: {Outcome}")]
    public static partial void ReportPosted(ILogger log, string domain, string place, string outcome);

    [LoggerMessage(56, LogLevel.Information, "The report about {Domain} waits: a place that it is to be posted to does not take it now")]
    public static partial void PostingWaits(ILogger log, string domain);

    [LoggerMessage(32, LogLevel.Warning, "Reports cannot be sent: {From} (reports.from) is in no domain of ours. Set it to an address in a domain of a tenant.")]
    public static partial void ForeignReportSender(ILogger log, string from);

    [LoggerMessage(33, LogLevel.Warning, "Reports are sent later: the store does not answer ({Failure})")]
    public static partial void ReportsLater(ILogger log, CallFailure failure, Exception exception);

    [LoggerMessage(34, LogLevel.Error, "Sending reports failed on an error of this program; it is tried again")]
    public static partial void ReportsFailed(ILogger log, Exception exception);

    [LoggerMessage(11, LogLevel.Error, "The lease loop failed on an error of this program; it goes on.")]
    public static partial void LoopBroken(ILogger log, Exception exception);

    [LoggerMessage(57, LogLevel.Warning, "Mail waits: cannot log in at the relay {Host} with the credential {Credential}: {Why}. See 'credential list', and the password or the link at the service.")]
    public static partial void NotLoggedIn(ILogger log, string host, string credential, string why);
}
