namespace Sekisho.Store.Database;

/// <summary>What the store asks of the disk beside files: how much is free. Tests put their own in its place to fail or to look at the exact points.</summary>
internal class Disk
{
    /// <summary>What a process without special rights may still write, in bytes.</summary>
    public virtual long FreeBytes(string folder) => new DriveInfo(folder).AvailableFreeSpace;

    /// <summary>Called at each point of the durability order, on the thread that does the work.</summary>
    public virtual void Reached(DurabilityStep step)
    {
    }
}
