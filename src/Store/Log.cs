using Microsoft.Extensions.Logging;
using Sekisho.Roles.Table;

namespace Sekisho.Store;

/// <summary>What the store says in the log.</summary>
internal static partial class Log
{
    [LoggerMessage(Level = LogLevel.Information, Message = "Store open; {Orphans} files that a crash had left were removed.")]
    public static partial void Started(ILogger log, int orphans);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Count} content files belong to no message of the database {State}. They were not deleted but moved to {Folder}. If the database was lost or replaced by an older one, stop, bring back the right one and move the files back into the folders of their last characters; otherwise delete them.")]
    public static partial void ContentsMovedAside(ILogger log, int count, string state, string folder);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A write was refused by the disk and has been answered so: {Reason}")]
    public static partial void WriteRefusedByDisk(ILogger log, string reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "A write failed; nothing of it is stored.")]
    public static partial void WriteFailed(ILogger log, Exception exception);

    [LoggerMessage(Level = LogLevel.Error, Message = "A transaction could not be rolled back; the connection is opened anew.")]
    public static partial void RollbackFailed(ILogger log, Exception exception);

    [LoggerMessage(Level = LogLevel.Error, Message = "Work after a commit failed; what was committed is stored.")]
    public static partial void AfterCommitFailed(ILogger log, Exception exception);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The database's log could not be emptied; it is tried again later.")]
    public static partial void EmptyLogFailed(ILogger log, Exception exception);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The content file {File} could not be removed; the next start tries again.")]
    public static partial void UnlinkFailed(ILogger log, string file, Exception exception);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The periodic work of the store failed; it is tried again in a minute.")]
    public static partial void UpkeepFailed(ILogger log, Exception exception);

    [LoggerMessage(Level = LogLevel.Critical, Message = "ALARM {Caller} presented an order for {Call} that the vault has not made. Nothing was changed.")]
    public static partial void OrderForged(ILogger log, string call, RoleKind caller);

    [LoggerMessage(Level = LogLevel.Critical, Message = "ALARM {Caller} presented an order for {Call} a second time: somebody has a copy. Nothing was changed.")]
    public static partial void OrderUsedAgain(ILogger log, string call, RoleKind caller);
}
