using Sekisho.Testing;

namespace Sekisho.Flow.Tests.Support;

/// <summary>
/// A real ext4 file system on a device that reports write errors from a moment on: a loop device over a sparse file, on a
/// file system in memory that is then filled up. Needs the right to mount. (Not by ext4's own remount,abort: on that, Linux now and
/// then reports data as flushed that it then drops.)
/// </summary>
public sealed class FailingDisk : IAsyncDisposable
{
    private readonly TinyDisk _memory;

    private FailingDisk(TinyDisk memory) => _memory = memory;

    /// <summary>Where it is mounted.</summary>
    public string Folder => Path.Combine(_memory.Folder, "mounted");

    private string Image => Path.Combine(_memory.Folder, "image");

    private string Filler => Path.Combine(_memory.Folder, "filler");

    /// <summary>Makes and mounts one with room for about <paramref name="megabytes"/>, or returns null where that is not possible.</summary>
    public static async Task<FailingDisk?> MountAsync(int megabytes)
    {
        if (TinyDisk.TryMount(megabytes) is not { } memory) return null;
        var disk = new FailingDisk(memory);
        Directory.CreateDirectory(disk.Folder);
        await using (var image = File.Create(disk.Image)) image.SetLength(megabytes * 4 * 1024L * 1024);
        if (await RunAsync("mkfs.ext4", "-q", disk.Image) == 0 && await disk.MountImageAsync() == 0) return disk;
        memory.Dispose();
        return null;
    }

    /// <summary>From now on the device reports an error for every write to a place that was not written before.</summary>
    public async Task FailAsync() => await FillAsync(Filler);

    /// <summary>What an operator does: unmount, repair the device, check, mount again.</summary>
    public async Task RepairAsync()
    {
        // Processes that were killed have it open until the system has taken them away.
        var deadline = TimeProvider.System.GetUtcNow() + TimeSpan.FromSeconds(30);
        while (await RunAsync("umount", Folder) != 0) Assert.True(TimeProvider.System.GetUtcNow() < deadline, $"{Folder} is still in use");
        File.Delete(Filler);

        // 0: nothing was wrong; 1: errors were corrected.
        Assert.InRange(await RunAsync("fsck.ext4", "-fy", Image), 0, 1);
        Assert.Equal(0, await MountImageAsync());
    }

    public async ValueTask DisposeAsync()
    {
        Assert.Equal(0, await RunAsync("umount", "-l", Folder));
        _memory.Dispose();
    }

    /// <summary>Writes a file until its file system has no byte left.</summary>
    public static async Task FillAsync(string path)
    {
        await using var file = File.Create(path);
        var block = new byte[64 * 1024];
        while (true)
        {
            try
            {
                await file.WriteAsync(block);
                await file.FlushAsync();
            }
            catch (IOException)
            {
                return;
            }
        }
    }

    private Task<int> MountImageAsync() => RunAsync("mount", "-o", "loop,errors=remount-ro", Image, Folder);

    private static async Task<int> RunAsync(string program, params string[] arguments)
    {
        await using var running = RunningProgram.Start(program, arguments);
        return await running.WaitForExitAsync(TimeSpan.FromSeconds(60));
    }
}
