using Microsoft.Extensions.Logging;

namespace Sekisho.Ledger;

/// <summary>What the ledger says in the log.</summary>
internal static partial class Log
{
    [LoggerMessage(Level = LogLevel.Information, Message = "Ledger {Origin} open: {Size} entries, {Replayed} of them out of the journal. Its key: {Vkey}")]
    public static partial void Opened(ILogger log, string origin, long size, long replayed, string vkey);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A new ledger {Origin} begins: there was none in {Folder}. Note its key where this machine cannot change it: {Vkey}")]
    public static partial void Begun(ILogger log, string origin, string folder, string vkey);

    [LoggerMessage(Level = LogLevel.Critical, Message = "A group could not be made durable. Nothing more is recorded by this process, and so nothing more is released; the next start recovers.")]
    public static partial void GroupFailed(ILogger log, Exception exception);

    [LoggerMessage(Level = LogLevel.Error, Message = "The journal is full of entries that are not published; appends are refused until that succeeds. Is the disk full?")]
    public static partial void JournalFull(ILogger log);

    [LoggerMessage(Level = LogLevel.Error, Message = "Publishing failed; what is recorded is in the journal, and it is tried again.")]
    public static partial void PublishFailed(ILogger log, Exception exception);

    [LoggerMessage(Level = LogLevel.Error, Message = "The periodic work of the ledger failed; it is tried again.")]
    public static partial void UpkeepFailed(ILogger log, Exception exception);

    [LoggerMessage(Level = LogLevel.Information, Message = "Entries {From} to {To} are removed under the retention policy of {Days} days; their hashes stay.")]
    public static partial void Pruned(ILogger log, long from, long to, int days);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Role} handed in an entry that is not taken: {Problem}")]
    public static partial void EntryRefused(ILogger log, string role, string problem);
}
