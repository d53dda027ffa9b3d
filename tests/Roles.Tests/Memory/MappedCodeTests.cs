using System.Security.Cryptography;
using Sekisho.Roles.Memory;

namespace Sekisho.Roles.Tests.Memory;

public sealed class MappedCodeTests
{
    private const string Head = "7f0000000000-7f0000010000 r-xp 00000000 fe:00 12   /usr/lib/libx.so.1";

    [Fact]
    public void What_was_mapped_before_and_never_written_to_is_taken_out()
    {
        var area = Assert.Single(MappedCode.Of(Area(Head), new HashSet<string> { Head }));
        Assert.Equal((0x7f0000000000, 0x10000, 12 * 1024), (area.Start, area.Bytes, area.ResidentBytes));
    }

    [Theory]
    [InlineData("7f0000000000-7f0000010000 rw-p 00000000 fe:00 12   /usr/lib/libx.so.1")]
    [InlineData("7f0000000000-7f0000010000 r--s 00000000 fe:00 12   /usr/lib/libx.so.1")]
    [InlineData("7f0000000000-7f0000010000 ---p 00000000 fe:00 12   /usr/lib/libx.so.1")]
    [InlineData("7f0000000000-7f0000010000 r--p 00000000 00:00 0")]
    [InlineData("7f0000000000-7f0000010000 r--p 00000000 fe:00 12   /data/store.db")]
    [InlineData("zz-7f0000010000 r--p 00000000 fe:00 12   /usr/lib/libx.so.1")]
    public void What_can_be_written_to_or_is_no_code_stays(string head) => Assert.Empty(MappedCode.Of(Area(head), new HashSet<string> { head }));

    [Fact]
    public void What_has_just_been_mapped_stays() => Assert.Empty(MappedCode.Of(Area(Head), new HashSet<string>()));

    [Fact]
    public void What_has_been_changed_or_swapped_out_stays()
    {
        var before = new HashSet<string> { Head };
        Assert.Empty(MappedCode.Of(Area(Head, anonymous: 4), before));
        Assert.Empty(MappedCode.Of(Area(Head, dirty: 4), before));
        Assert.Empty(MappedCode.Of(Area(Head, swap: 4), before));
        // A kernel that does not tell one of them.
        Assert.Empty(MappedCode.Of(Area(Head).Where(line => !line.StartsWith("Swap:", StringComparison.Ordinal)), before));
    }

    [Fact]
    public void The_running_program_goes_on_after_its_code_was_taken_out()
    {
        var before = SHA256.HashData("sekisho"u8);
        if (OperatingSystem.IsLinux()) Assert.True(MappedCode.Release(MappedCode.Look()) > 0);
        Assert.Equal(before, SHA256.HashData("sekisho"u8));
    }

    [Fact]
    public void Memory_is_given_back_once_after_work_and_not_while_there_is_any()
    {
        var rest = new RestSeen();
        var used = RestSeen.LeastWork;
        Assert.False(rest.IsTime(used)); // it works
        Assert.True(rest.IsTime(used += RestSeen.MostAtRest));
        rest.Given(used += TimeSpan.FromMilliseconds(50));
        Assert.False(rest.IsTime(used));
        Assert.False(rest.IsTime(used += RestSeen.LeastWork - TimeSpan.FromMilliseconds(1)));
        Assert.False(rest.IsTime(used)); // not enough work since
        Assert.False(rest.IsTime(used += RestSeen.LeastWork));
        Assert.True(rest.IsTime(used));
    }

    private static IEnumerable<string> Area(string head, int anonymous = 0, int dirty = 0, int swap = 0) =>
        [head, "Size:                 64 kB", "Rss:                  12 kB", $"Private_Dirty:         {dirty} kB", $"Anonymous:             {anonymous} kB", $"Swap:                  {swap} kB", "VmFlags: rd ex mr mw me sd"];
}
