namespace Sekisho.Ledger.Durability;

/// <summary>The points in the order of durability at which a crash makes a difference; tests crash at each.</summary>
internal enum DurabilityStep
{
    /// <summary>A group is written to the journal, not flushed; nobody knows of it.</summary>
    GroupWritten,

    /// <summary>The group is on disk; nobody knows yet.</summary>
    GroupDurable,

    /// <summary>The new tiles and bundles are written, not flushed.</summary>
    TilesWritten,

    /// <summary>The new tiles and bundles are on disk; the checkpoint is the old one.</summary>
    TilesDurable,

    /// <summary>The new checkpoint is published; the state file has the old one.</summary>
    CheckpointPublished,

    /// <summary>The state file has the new checkpoint; old partial tiles are still there, the journal is not released.</summary>
    StateReplaced,

    /// <summary>Old partial tiles are removed; the journal is not released.</summary>
    PartialsRemoved,
}
