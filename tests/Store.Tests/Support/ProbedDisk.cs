using Sekisho.Store.Database;

namespace Sekisho.Store.Tests.Support;

/// <summary>Does what a test wants at the points of the durability order.</summary>
internal sealed class ProbedDisk : Disk
{
    /// <summary>Called at each step; may throw, as a disk does.</summary>
    public Action<DurabilityStep>? At { get; set; }

    /// <summary>What is said to be free; null: the truth.</summary>
    public long? Free { get; set; }

    public override long FreeBytes(string folder) => Free ?? base.FreeBytes(folder);

    public override void Reached(DurabilityStep step) => At?.Invoke(step);

    /// <summary>What a crash at this moment would leave: a copy of the folder.</summary>
    public static string Snapshot(string folder)
    {
        var copy = TestStore.NewFolder();
        foreach (var source in System.IO.Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
        {
            var name = Path.GetRelativePath(folder, source);
            // The shared-memory index and the lock do not outlive their processes.
            if (name is "store.db-shm" or "store.lock") continue;
            var target = Path.Combine(copy, name);
            System.IO.Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            using var from = new FileStream(source, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var to = new FileStream(target, FileMode.Create);
            from.CopyTo(to);
        }

        return copy;
    }
}
