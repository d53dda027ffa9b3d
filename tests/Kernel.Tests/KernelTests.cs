using Sekisho.Kernel.Files;
using Sekisho.Kernel.Ids;
using Sekisho.Kernel.Time;
using Sekisho.Testing;

namespace Sekisho.Kernel.Tests;

public sealed class TimeOrderedIdTests
{
    [Fact]
    public void Identifiers_sort_by_time()
    {
        var clock = new ManualTimeProvider();
        var earlier = TimeOrderedId.New(clock);
        clock.Advance(TimeSpan.FromMilliseconds(1));
        var later = TimeOrderedId.New(clock);
        Assert.True(string.CompareOrdinal(earlier, later) < 0);
        Assert.True(TimeOrderedId.IsWellFormed(earlier));
    }

    [Theory]
    [InlineData("")]
    [InlineData("01jh2v9y3q8m0k5x7r4t6w9zab1")]
    [InlineData("../../../etc/passwd-000000")]
    public void Other_text_is_no_identifier(string text) => Assert.False(TimeOrderedId.IsWellFormed(text));
}

public sealed class BackoffTests
{
    private static readonly Backoff Backoff = new() { First = TimeSpan.FromSeconds(1), Longest = TimeSpan.FromSeconds(60), Jitter = 0.5 };

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 2)]
    [InlineData(6, 32)]
    [InlineData(7, 60)]
    [InlineData(10_000, 60)]
    public void The_wait_doubles_up_to_the_longest(int failures, int seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), Backoff.After(failures, random: 0.5));

    [Fact]
    public void Jitter_spreads_both_ways()
    {
        Assert.Equal(TimeSpan.FromSeconds(0.5), Backoff.After(1, random: 0));
        Assert.Equal(TimeSpan.FromSeconds(1.5), Backoff.After(1, random: 1));
    }
}

public sealed class DurableFileTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("sekisho-");

    [Fact]
    public void The_new_content_replaces_the_old()
    {
        var path = Path.Combine(_folder.FullName, "file");
        DurableFile.Replace(path, "old"u8);
        DurableFile.Replace(path, "new"u8);
        Assert.Equal("new"u8.ToArray(), File.ReadAllBytes(path));
        Assert.Single(_folder.GetFiles());
    }

    [Fact]
    public void A_missing_folder_is_an_io_error() =>
        Assert.ThrowsAny<IOException>(() => FolderSync.Flush(Path.Combine(_folder.FullName, "missing")));

    public void Dispose() => _folder.Delete(recursive: true);
}
