using System.Diagnostics.CodeAnalysis;
using Sekisho.Kernel.Cryptography;
using Sekisho.Ledger.Recovery;
using Sekisho.TransparencyLog.Checkpoints;
using Sekisho.TransparencyLog.Notes;
using Sekisho.TransparencyLog.Proofs;
using Sekisho.TransparencyLog.Tiles;

namespace Sekisho.Ledger.Verification;

/// <summary>The published log, read from its folder: for the command line, whether the ledger runs or not.</summary>
/// <param name="Checkpoint">The published checkpoint; its signature holds.</param>
/// <param name="Key">The key that verified it.</param>
/// <param name="Tiles">The tiles.</param>
public sealed record PublishedLog(SignedCheckpoint Checkpoint, NoteKey Key, FolderTiles Tiles)
{
    /// <summary>Opens it with the public key that belongs to the signing key beside it.</summary>
    /// <param name="folders">The folders.</param>
    /// <param name="ed25519">The signatures.</param>
    /// <param name="log">The log.</param>
    /// <param name="problem">Why there is none, and what to do.</param>
    public static bool TryOpen(LedgerFolders folders, IEd25519 ed25519, [NotNullWhen(true)] out PublishedLog? log, [NotNullWhen(false)] out string? problem)
    {
        ArgumentNullException.ThrowIfNull(folders);
        log = null;
        if (!File.Exists(folders.Checkpoint))
        {
            problem = $"There is no ledger in {folders.Log}. It begins with the first start of the system.";
            return false;
        }

        var bytes = File.ReadAllBytes(folders.Checkpoint);
        if (!SignedNote.TryRead(bytes, out var note) || !TransparencyLog.Checkpoints.Checkpoint.TryRead(note.Text, out var head))
        {
            problem = $"{folders.Checkpoint} is not a signed checkpoint. See 'sekisho ledger verify'.";
            return false;
        }

        try
        {
            var key = SigningKey.Load(folders.State, head.Origin, ed25519, mayMake: false).Key;
            if (SignedCheckpoint.TryOpen(bytes, key.Verifier(ed25519)!, out var checkpoint, out problem))
                log = new PublishedLog(checkpoint, key, new FolderTiles(folders.Log));
            else
                problem = $"{folders.Checkpoint}: {problem}. See 'sekisho ledger verify'.";
        }
        catch (Exception wrong) when (wrong is LedgerFolderException or ArgumentException)
        {
            problem = wrong.Message;
        }

        return log is not null;
    }

    /// <summary>The proof of an entry; null when there is no such entry, or a tile is missing.</summary>
    public TlogProof? Prove(long index)
    {
        var hashes = InclusionProof.Make(index, new TreeReader(Tiles, Checkpoint.Head.Size));
        return hashes is null ? null : new TlogProof(index, hashes, Checkpoint.Note, default);
    }

    /// <summary>The bytes of an entry; null when they are removed under the retention policy, or missing.</summary>
    public byte[]? EntryAt(long index)
    {
        var bundle = Tiles.ReadBundle(TileGrid.At(TilePath.Entries, index / TilePath.FullWidth, Checkpoint.Head.Size));
        return bundle is not null && EntryBundle.TryGet(bundle, (int)(index % TilePath.FullWidth), out var entry) ? entry.ToArray() : null;
    }
}
