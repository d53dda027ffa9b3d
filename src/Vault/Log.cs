using Microsoft.Extensions.Logging;
using Sekisho.Identity.AppPasswords;
using Sekisho.Identity.Budgets;
using Sekisho.Identity.Passkeys;
using Sekisho.Identity.Rights;
using Sekisho.Identity.Throttling;
using Sekisho.Ledger.Entries;
using Sekisho.Roles.Table;

namespace Sekisho.Vault;

/// <summary>What the vault says in the log. Never a secret, never an address.</summary>
internal static partial class Log
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "{Count} archive months were destroyed: their retention is over. The root key is a new one: copy it to its safe place, the old one opens nothing any more.")]
    public static partial void ArchiveMonthsDestroyed(ILogger log, int count);

    [LoggerMessage(Level = LogLevel.Information, Message = "Vault open with the root key {RootKeyId}.")]
    public static partial void Opened(ILogger log, string rootKeyId);

    [LoggerMessage(Level = LogLevel.Information, Message = "A new vault: its root key is {Place}. Without this file nothing that is kept can be read: copy it to a safe place now.")]
    public static partial void Made(ILogger log, string place);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The vault is sealed: {Because}. Mail is received; nothing is read, sent on or logged into until 'vault unseal'.")]
    public static partial void Sealed(ILogger log, string because);

    [LoggerMessage(Level = LogLevel.Critical, Message = "ALARM {Caller} asked for {Amount} of {Kind}, more than its budget for {Window}, and is frozen. An intruder may have it: look at the ledger before 'vault thaw'.")]
    public static partial void BudgetExceeded(ILogger log, string caller, BudgetKind kind, long amount, TimeSpan window);

    [LoggerMessage(Level = LogLevel.Critical, Message = "ALARM a trap was touched: {What} by {How}, called by {Caller}, reference {Reference}. Nobody has a reason to.")]
    public static partial void CanaryTouched(ILogger log, string what, string how, string caller, string reference);

    [LoggerMessage(Level = LogLevel.Critical, Message = "The stored budgets do not open: all budgets are full again and nobody is frozen. The database was changed or is damaged.")]
    public static partial void BudgetsLost(ILogger log);

    [LoggerMessage(Level = LogLevel.Error, Message = "The ledger does not record {Type}: {Problem}. What was asked for is refused.")]
    public static partial void NotRecorded(ILogger log, EntryType type, string? problem);

    [LoggerMessage(Level = LogLevel.Warning, Message = "ALARM logins are attacked: {Alarm}.")]
    public static partial void LoginAttack(ILogger log, ThrottleAlarm alarm);

    [LoggerMessage(Level = LogLevel.Warning, Message = "ALARM an app password of account {Account} was used where it opens nothing ({Status}): it may have been stolen.")]
    public static partial void AppPasswordMisused(ILogger log, long account, AppPasswordStatus status);

    [LoggerMessage(Level = LogLevel.Warning, Message = "ALARM a one-time code of account {Account} was used twice: somebody may have watched it.")]
    public static partial void CodeReplayed(ILogger log, long account);

    [LoggerMessage(Level = LogLevel.Warning, Message = "ALARM a passkey of account {Account} was refused ({Status}). CounterWentBack: it may have been copied, and lets nobody in until 'credential remove-passkey'.")]
    public static partial void PasskeyRefused(ILogger log, long account, PasskeyStatus status);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The token endpoint at {Host} could not be asked: {Problem}")]
    public static partial void NotExchanged(ILogger log, string host, string problem);

    [LoggerMessage(Level = LogLevel.Information, Message = "Directory {Version} published to the store (whole: {Whole}).")]
    public static partial void Published(ILogger log, long version, bool whole);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The directory could not be published: {Problem}. It is tried again every second.")]
    public static partial void PublishingFailed(ILogger log, string problem);

    [LoggerMessage(Level = LogLevel.Information, Message = "The directory is published again.")]
    public static partial void PublishingAgain(ILogger log);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Version {Version} of the directory is not with the store yet; it follows.")]
    public static partial void NotPublishedYet(ILogger log, long version);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Count} queue keys destroyed: nothing waits under them any more.")]
    public static partial void QueueKeysDestroyed(ILogger log, int count);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Type} of tenant {Tenant}: the certificate is {Path}.")]
    public static partial void Erased(ILogger log, EntryType type, string? tenant, string path);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The periodic work of the vault failed; it is tried again.")]
    public static partial void UpkeepFailed(ILogger log, Exception exception);

    [LoggerMessage(Level = LogLevel.Error, Message = "ALARM somebody asked for {Call} beyond their right ({Reason}), through {Caller}. Nothing was done; 'ledger' has who.")]
    public static partial void RightOverstepped(ILogger log, string call, RightsReason reason, RoleKind caller);
}
