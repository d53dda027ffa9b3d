using System.Text;
using Microsoft.Win32.SafeHandles;
using Sekisho.Kernel.Files;
using Sekisho.Ledger.Publishing;
using Sekisho.Ledger.State;
using Sekisho.TransparencyLog.Tiles;

namespace Sekisho.Ledger.Durability;

/// <summary>
/// The one place where the ledger makes things durable. What is acknowledged has passed step 2; everything after it can be made
/// again from the journal, and every start does.
///
/// A group of entries, before anybody hears of it:
///   1. pwrite(journal, record)        the entries and the signed checkpoint over them, at a block of their own
///   2. fdatasync(journal)             the file was filled with zeros before: no size, no allocation changes
///
/// Publishing, at fixed times and at the stop:
///   3. open(O_CREAT|O_TRUNC), write   every tile and bundle that is new; none that the published checkpoint needs is touched
///   4. syncfs(log folder)             one flush for all of them and their folders
///   5. checkpoint: open(.new), write, fsync, rename, fsync(folder)
///   6. state: compare with what this process wrote last; open(.new), write, fsync, rename, fsync(folder)
///   7. unlink                         partial tiles whose full ones are there
///   8.                                journal segments up to the published size may be used again
///
/// So always: state ≤ checkpoint in the log folder ≤ end of the journal. A checkpoint in the log folder that is older than the state
/// was not left behind by a crash: somebody rolled the log back.
/// </summary>
internal sealed class DurabilityOrder(string logFolder, StateFile state, LedgerDisk disk)
{
    private const UnixFileMode FolderMode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <summary>Steps 1 and 2.</summary>
    /// <exception cref="IOException">The group is not durable, and nothing may be written to this journal by this process again.</exception>
    public void CommitGroup(SafeFileHandle journal, ReadOnlySpan<byte> record, long offset)
    {
        RandomAccess.Write(journal, record, offset); // 1.
        disk.Reached(DurabilityStep.GroupWritten);
        DataSync.Flush(journal); // 2.
        disk.Reached(DurabilityStep.GroupDurable);
    }

    /// <summary>Steps 3 to 7.</summary>
    /// <exception cref="IOException">The disk is full or broken: nothing is lost, it can be tried again.</exception>
    public void Publish(IReadOnlyList<TileFile> files, string checkpoint, LedgerState next)
    {
        foreach (var file in files) Write(file); // 3.
        disk.Reached(DurabilityStep.TilesWritten);
        DataSync.FlushAll(logFolder); // 4.
        disk.Reached(DurabilityStep.TilesDurable);
        DurableFile.Replace(Path.Combine(logFolder, "checkpoint"), Encoding.UTF8.GetBytes(checkpoint)); // 5.
        disk.Reached(DurabilityStep.CheckpointPublished);
        state.Replace(next); // 6.
        disk.Reached(DurabilityStep.StateReplaced);
        foreach (var file in files) RemovePartialsOf(file.Tile); // 7.
        disk.Reached(DurabilityStep.PartialsRemoved);
    }

    private void Write(TileFile file)
    {
        var path = Path.Combine(logFolder, file.Tile.ToString());
        Directory.CreateDirectory(Path.GetDirectoryName(path)!, FolderMode);
        using var handle = File.OpenHandle(path, FileMode.Create, FileAccess.Write);
        RandomAccess.Write(handle, file.Bytes, 0);
    }

    private void RemovePartialsOf(TilePath tile)
    {
        if (!tile.IsFull) return;
        var partials = Path.Combine(logFolder, tile.PartialFolder);
        if (Directory.Exists(partials)) Directory.Delete(partials, recursive: true);
    }
}
