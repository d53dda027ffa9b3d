using Sekisho.Roles.Hosting;

namespace Sekisho.Roles.Tests.Hosting;

public sealed class FileLockTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("sekisho-lock-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void The_kernel_says_who_holds_a_lock_whatever_the_file_beside_it_says()
    {
        var path = Path.Combine(_folder, "role.lock");
        using (FileLock.TryTake(path))
        {
            Assert.True(FileLock.IsHeldBy(path, Environment.ProcessId));
            // A holder that would have another process killed in its place.
            File.WriteAllText(path + ".pid", "1");
            Assert.Equal(1, FileLock.HolderOf(path));
            Assert.False(FileLock.IsHeldBy(path, 1));
        }

        Assert.False(FileLock.IsHeldBy(path, Environment.ProcessId));
        Assert.False(FileLock.IsHeldBy(Path.Combine(_folder, "none"), Environment.ProcessId));
    }
}
