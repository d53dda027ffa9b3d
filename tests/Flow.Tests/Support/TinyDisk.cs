using Sekisho.Testing;

namespace Sekisho.Flow.Tests.Support;

/// <summary>A real file system of a few megabytes, mounted for one test. Needs the right to mount.</summary>
public sealed class TinyDisk : IAsyncDisposable
{
    private TinyDisk(string folder) => Folder = folder;

    public string Folder { get; }

    /// <summary>Mounts one, or returns null where that is not permitted.</summary>
    public static async Task<TinyDisk?> MountAsync(int megabytes)
    {
        var folder = Directory.CreateTempSubdirectory("sekisho-disk-").FullName;
        var code = await RunAsync("mount", "-t", "tmpfs", "-o", $"size={megabytes}m", "tmpfs", folder);
        if (code == 0) return new TinyDisk(folder);
        Directory.Delete(folder);
        return null;
    }

    public async ValueTask DisposeAsync()
    {
        Assert.Equal(0, await RunAsync("umount", "-l", Folder));
        Directory.Delete(Folder);
    }

    private static async Task<int> RunAsync(string program, params string[] arguments)
    {
        await using var running = RunningProgram.Start(program, arguments);
        return await running.WaitForExitAsync(TimeSpan.FromSeconds(60));
    }
}
