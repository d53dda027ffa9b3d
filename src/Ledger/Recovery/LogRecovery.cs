using System.Text;
using Microsoft.Extensions.Logging;
using Sekisho.Ledger.Durability;
using Sekisho.Ledger.Entries;
using Sekisho.Ledger.Journal;
using Sekisho.Ledger.Publishing;
using Sekisho.Ledger.Sequencing;
using Sekisho.Ledger.State;
using Sekisho.TransparencyLog.Checkpoints;
using Sekisho.TransparencyLog.Hashing;
using Sekisho.TransparencyLog.Notes;
using Sekisho.TransparencyLog.Tiles;

namespace Sekisho.Ledger.Recovery;

/// <summary>
/// What every start does; there is no other. Steps:
/// 1. where nothing is there at all, begin an empty log;
/// 2. the state file's checkpoint is signed by our key, and the log folder's is not older;
/// 3. the tiles hold the tree that the state file's checkpoint signs;
/// 4. what the journal has beyond it is added, group by group, each to the root that its own checkpoint signs;
/// 5. on the way the tree passes through the log folder's checkpoint;
/// 6. all of it is published.
/// Where one of them is not so the log was damaged, altered or rolled back, and the ledger does not start.
/// </summary>
internal sealed class LogRecovery(LedgerFolders folders, Ed25519NoteSigner signer, INoteVerifier verifier, StateFile state, DurabilityOrder order, ILogger log)
{
    private const string Advice = "The ledger does not start on it, and nothing is released meanwhile. See 'sekisho ledger verify'; restore the folder from a backup that is not older, or keep both folders as evidence and begin a new log.";

    /// <summary>Does it.</summary>
    /// <exception cref="LedgerFolderException">The log is not what it was.</exception>
    public RecoveredLog Run()
    {
        if (folders.IsEmpty) Begin(); // 1.
        var known = state.Load() ?? throw Wrong($"the state file {state.FilePath} is missing, but there is a log");
        var trusted = Open(Encoding.UTF8.GetBytes(known.Checkpoint), state.FilePath); // 2.
        var published = Published(trusted);
        if (published.Head.Size < trusted.Head.Size)
            throw Wrong($"the log was rolled back: {folders.Checkpoint} has {published.Head.Size} entries, {trusted.Head.Size} were published according to {state.FilePath}");

        var tail = new LogTail(); // 3.
        if (!tail.TryRestore(new FolderTiles(folders.Log), trusted.Head.Size, trusted.Head.Root))
            throw Wrong($"the tiles in {folders.Log} are not those of the checkpoint over {trusted.Head.Size} entries");
        var passed = Passes(tail, published);

        var writers = new WriterTable(known.Writers); // 4.
        var pruned = known.Pruned;
        var last = trusted;
        foreach (var group in JournalFiles.GroupsAfter(folders.State, trusted.Head.Size))
        {
            pruned = Math.Max(pruned, Replay(group, tail, writers));
            var head = HeadOf(group);
            if (head.Head.Size != tail.Size || head.Head.Root != tail.Root()) throw Wrong($"the journal's entries from {group.First} on are not those that were signed");
            last = head;
            passed |= Passes(tail, published); // 5.
        }

        if (!passed)
            throw Wrong($"the journal was rolled back or damaged: it leads to {tail.Size} entries, {published.Head.Size} are published");
        if (last.Note.Verify([verifier]) is { Problem: { } problem }) throw Wrong($"the journal's last checkpoint is not ours: {problem}");
        var vkey = signer.Key.ToString();
        Log.Opened(log, signer.Name, tail.Size, tail.Size - trusted.Head.Size, vkey);
        PublishAll(tail, writers, last, trusted.Head.Size, pruned); // 6.
        return new RecoveredLog(tail, writers, last, tail.Size, pruned);
    }

    private void Begin()
    {
        var vkey = signer.Key.ToString();
        Log.Begun(log, signer.Name, folders.Log, vkey);
        var empty = SignedNote.Sign(new Checkpoint(signer.Name, 0, TreeHash.Empty).ToString(), signer).ToString();
        // The state first: a log without one would be taken for one whose state was removed.
        state.Replace(new LedgerState { Checkpoint = empty });
    }

    private void PublishAll(LogTail tail, WriterTable writers, SignedCheckpoint last, long trustedSize, long pruned)
    {
        // What the trusted checkpoint stands on is not touched: a crash now must find it whole.
        var kept = TileGrid.PartialsOf(trustedSize).ToHashSet();
        List<TileFile> files = [.. tail.TakeFull(), .. tail.Partials().Where(file => !kept.Contains(file.Tile))];
        var text = last.Note.ToString();
        order.Publish(files, text, new LedgerState { Checkpoint = text, Pruned = pruned, Writers = writers.ToStates() });
    }

    private static long Replay(JournalGroup group, LogTail tail, WriterTable writers)
    {
        var rest = group.Entries.Span;
        long pruned = 0;
        while (EntryBundle.TryTake(ref rest, out var entry))
        {
            pruned = Math.Max(pruned, EntryReader.PrunedBy(entry));
            if (EntryReader.TryReadWriter(entry, out var role, out var name, out var number))
            {
                var key = WriterKey.Parse(role, name);
                var writer = writers.Find(key) ?? writers.Add(key);
                if (number > 0) writer.Recorded(number, tail.Size, 1);
            }

            tail.Append(entry);
        }

        return pruned;
    }

    private SignedCheckpoint HeadOf(JournalGroup group) =>
        SignedNote.TryRead(group.Checkpoint.Span, out var note) && Checkpoint.TryRead(note.Text, out var head) && head.Origin == signer.Name
            ? new SignedCheckpoint(head, note)
            : throw Wrong($"the journal's checkpoint after entry {group.End - 1} is not readable");

    /// <summary>The checkpoint in the log folder. A begin that was cut short has left the state alone.</summary>
    private SignedCheckpoint Published(SignedCheckpoint trusted)
    {
        if (File.Exists(folders.Checkpoint)) return Open(File.ReadAllBytes(folders.Checkpoint), folders.Checkpoint);
        return trusted.Head.Size == 0 && !Directory.Exists(Path.Combine(folders.Log, "tile")) ? trusted : throw Wrong($"{folders.Checkpoint} is missing");
    }

    /// <summary>Whether the tree is as large as the published one; then it must be the same.</summary>
    private bool Passes(LogTail tail, SignedCheckpoint published)
    {
        if (tail.Size != published.Head.Size) return false;
        return tail.Root() == published.Head.Root
            ? true
            : throw Wrong($"there are two signed views of the log: {folders.Checkpoint} and the journal disagree on the first {tail.Size} entries");
    }

    private SignedCheckpoint Open(ReadOnlySpan<byte> note, string path) =>
        SignedCheckpoint.TryOpen(note, verifier, out var checkpoint, out var problem)
            ? checkpoint
            : throw Wrong($"the checkpoint in {path} is not this ledger's ({problem}). If the host name was changed, set ledger.origin to the name that the log began with; the key is {SigningKey.PathIn(folders.State)}");

    private static LedgerFolderException Wrong(string what) => new($"The ledger's log is not what it was: {what}. {Advice}");
}
