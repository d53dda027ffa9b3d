using Sekisho.Ledger.Publishing;
using Sekisho.Ledger.State;
using Sekisho.TransparencyLog.Checkpoints;

namespace Sekisho.Ledger.Sequencing;

/// <summary>Everything that publishing needs, as of one group.</summary>
/// <param name="Checkpoint">The checkpoint of the group; it is in the journal.</param>
/// <param name="Full">Full tiles and bundles since the last snapshot: they are handed over and must not be lost.</param>
/// <param name="Partial">The partial ones now.</param>
/// <param name="Writers">How far the writers are.</param>
internal sealed record PublishSnapshot(
    SignedCheckpoint Checkpoint, IReadOnlyList<TileFile> Full, IReadOnlyList<TileFile> Partial, IReadOnlyList<WriterState> Writers);
