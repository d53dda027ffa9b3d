using System.Text;
using Sekisho.Kernel.Cryptography;
using Sekisho.Ledger.Entries;
using Sekisho.Ledger.Journal;
using Sekisho.Ledger.Recovery;
using Sekisho.Ledger.Sequencing;
using Sekisho.Ledger.State;
using Sekisho.TransparencyLog.Checkpoints;
using Sekisho.TransparencyLog.Notes;
using Sekisho.TransparencyLog.Tiles;
using Sekisho.TransparencyLog.Verification;

namespace Sekisho.Ledger.Verification;

/// <summary>
/// Verifies a ledger from its folders alone, whether it runs or not; changes nothing. Steps:
/// 1. the published checkpoint and the state's are signed by the log's key;
/// 2. the published one is not older than the state's (roll-back);
/// 3. every entry, every tile and the root are those of the published checkpoint (<see cref="LogVerifier"/>);
/// 4. the tree passes through the state's checkpoint (split view);
/// 5. what the journal has beyond it continues the tree.
/// </summary>
public sealed class LedgerVerification
{
    /// <summary>A running ledger publishes and prunes meanwhile: what looks like damage is looked at again over its newer checkpoint.</summary>
    private const int MostTries = 3;

    private readonly LedgerFolders _folders;
    private readonly IEd25519 _ed25519;
    private readonly Action<long>? _progress;
    private readonly List<LogFinding> _findings = [];

    private LedgerVerification(LedgerFolders folders, IEd25519 ed25519, Action<long>? progress) =>
        (_folders, _ed25519, _progress) = (folders, ed25519, progress);

    /// <summary>Verifies.</summary>
    /// <param name="folders">The folders.</param>
    /// <param name="ed25519">The signatures.</param>
    /// <param name="vkey">The log's public key, from where this machine could not have changed it; null to take the one of the signing key here.</param>
    /// <param name="progress">Told how many entries are done, every so often.</param>
    /// <param name="cancellation">Ends it early.</param>
    public static LedgerReport Run(
        LedgerFolders folders, IEd25519 ed25519, NoteKey? vkey = null, Action<long>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(folders);
        for (var attempt = 1; ; attempt++)
        {
            var before = Stamp(folders);
            var report = new LedgerVerification(folders, ed25519, progress).RunOnce(vkey, cancellation);
            if (report.IsIntact || attempt == MostTries || before == Stamp(folders)) return report;
        }
    }

    private static string Stamp(LedgerFolders folders) => File.Exists(folders.Checkpoint) ? File.ReadAllText(folders.Checkpoint) : "";

    private LedgerReport RunOnce(NoteKey? vkey, CancellationToken cancellation)
    {
        // The state before the checkpoint: what runs meanwhile only makes the checkpoint newer.
        var stateFile = new StateFile(_folders.State);
        var (state, stateProblem) = LoadState(stateFile);
        if (stateProblem is not null) Find(FindingKind.CheckpointInvalid, stateFile.FilePath, "the state that the ledger keeps beside its log", stateProblem);
        if (!File.Exists(_folders.Checkpoint))
        {
            Find(FindingKind.Missing, "checkpoint", "the log's checkpoint", "nothing");
            return new LedgerReport { Findings = _findings };
        }

        var bytes = File.ReadAllBytes(_folders.Checkpoint);
        var key = vkey ?? OwnKey(bytes);
        if (key?.Verifier(_ed25519) is not { } verifier) return new LedgerReport { Findings = _findings };
        var published = Open(bytes, verifier, "checkpoint"); // 1.
        if (published is null) return new LedgerReport { Vkey = key.ToString(), Findings = _findings };
        var trusted = state is null ? null : Open(Encoding.UTF8.GetBytes(state.Checkpoint), verifier, stateFile.FilePath);
        if (trusted is not null && trusted.Head.Size > published.Head.Size) // 2.
            Find(FindingKind.RolledBack, "checkpoint", $"at least the {trusted.Head.Size} entries that were published", $"{published.Head.Size} entries");

        var tiles = new FolderTiles(_folders.Log); // 3.
        var log = LogVerifier.Verify(tiles, published.Head, new VerifyOptions { Pruned = EntryReader.PrunedBy, Progress = _progress }, cancellation);
        _findings.AddRange(log.Findings);
        if (trusted is not null && trusted.Head.Size <= published.Head.Size) // 4.
        {
            var passed = new TreeReader(tiles, published.Head.Size).Over(0, trusted.Head.Size);
            if (passed is { } root && root != trusted.Head.Root)
                Find(FindingKind.SplitView, "checkpoint", $"the tree of {trusted.Head.Size} entries with the root {trusted.Head.Root}", $"the root {root}");
        }

        return new LedgerReport
        {
            Origin = published.Head.Origin,
            Size = published.Head.Size,
            Root = published.Head.Root.ToString(),
            Vkey = key.ToString(),
            Pruned = log.Pruned,
            EntriesVerified = log.EntriesVerified,
            Unpublished = log.IsIntact ? VerifyJournal(tiles, published, verifier) : 0, // 5.
            Findings = _findings,
        };
    }

    private long VerifyJournal(FolderTiles tiles, SignedCheckpoint published, INoteVerifier verifier)
    {
        var groups = JournalFiles.GroupsAfter(_folders.State, published.Head.Size);
        var tail = new LogTail();
        SignedCheckpoint? last = null;
        foreach (var group in groups)
        {
            if (tail.Size == 0 && published.Head.Size > 0 && !tail.TryRestore(tiles, published.Head.Size, published.Head.Root)) return 0;
            var rest = group.Entries.Span;
            while (EntryBundle.TryTake(ref rest, out var entry)) tail.Append(entry);
            last = Open(group.Checkpoint.Span, verifier, "the journal");
            if (last is null) return 0;
            if (last.Head.Size != tail.Size || last.Head.Root != tail.Root())
                Find(FindingKind.RootDiffers, "the journal", $"the tree of {last.Head.Size} entries with the root {last.Head.Root}", $"the root {tail.Root()}");
        }

        return last is null ? 0 : last.Head.Size - published.Head.Size;
    }

    private SignedCheckpoint? Open(ReadOnlySpan<byte> note, INoteVerifier verifier, string file)
    {
        if (SignedCheckpoint.TryOpen(note, verifier, out var checkpoint, out var problem)) return checkpoint;
        Find(FindingKind.CheckpointInvalid, file, $"a checkpoint signed by {verifier.Name}", problem);
        return null;
    }

    private static (LedgerState? State, string? Problem) LoadState(StateFile file)
    {
        try
        {
            return file.Load() is { } state ? (state, null) : (null, "nothing");
        }
        catch (LedgerFolderException problem)
        {
            return (null, problem.Message);
        }
    }

    /// <summary>The public key that belongs to the signing key here, under the name in the checkpoint.</summary>
    private NoteKey? OwnKey(ReadOnlySpan<byte> checkpoint)
    {
        if (!SignedNote.TryRead(checkpoint, out var note) || !Checkpoint.TryRead(note.Text, out var head))
        {
            Find(FindingKind.CheckpointInvalid, "checkpoint", "a signed checkpoint", "something else");
            return null;
        }

        try
        {
            return SigningKey.Load(_folders.State, head.Origin, _ed25519, mayMake: false).Key;
        }
        catch (Exception problem) when (problem is LedgerFolderException or ArgumentException)
        {
            Find(FindingKind.Missing, SigningKey.PathIn(_folders.State), "the log's key (or give it with --vkey)", problem.Message);
            return null;
        }
    }

    private void Find(FindingKind kind, string file, string expected, string found) => _findings.Add(new LogFinding(kind, file, -1, expected, found));
}
