using Sekisho.TransparencyLog.Checkpoints;

namespace Sekisho.Ledger.Sequencing;

/// <summary>Where the last run ended.</summary>
/// <param name="Tail">The end of the log in memory.</param>
/// <param name="Writers">How far the writers had numbered.</param>
/// <param name="Checkpoint">The last durable checkpoint: of the journal, or the published one.</param>
/// <param name="PublishedSize">How much is published.</param>
/// <param name="Pruned">How many entries at the beginning are declared as removed.</param>
internal sealed record RecoveredLog(LogTail Tail, WriterTable Writers, SignedCheckpoint Checkpoint, long PublishedSize, long Pruned);
