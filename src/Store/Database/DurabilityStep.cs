namespace Sekisho.Store.Database;

/// <summary>The points in the order of durability at which a crash makes a difference; tests crash at each.</summary>
internal enum DurabilityStep
{
    /// <summary>The bytes of a large content are written, not flushed.</summary>
    ContentWritten,

    /// <summary>The file of a large content is flushed, its folder not.</summary>
    ContentFlushed,

    /// <summary>File and folder of a large content are on disk; no row names them.</summary>
    ContentDurable,

    /// <summary>Every row of the batch is written, the transaction not committed.</summary>
    BeforeCommit,

    /// <summary>The transaction is on disk; nobody knows yet.</summary>
    Committed,

    /// <summary>A message is gone from the database; its file is not yet unlinked.</summary>
    BeforeUnlink,
}
