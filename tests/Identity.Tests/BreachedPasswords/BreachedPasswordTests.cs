using System.Buffers.Binary;
using System.Text;
using Sekisho.Identity.BreachedPasswords;
using Sekisho.Testing;

namespace Sekisho.Identity.Tests.BreachedPasswords;

public sealed class BreachedPasswordTests
{
    [Fact]
    public void Every_listed_password_is_found_and_hardly_any_other()
    {
        const int count = 50_000;
        var list = Open(BreachedLists.Build(Enumerable.Range(0, count).Select(i => $"leaked-{i}")));
        Assert.Equal(count, list.Entries);
        for (var i = 0; i < count; i++) Assert.Equal(BreachLookup.Listed, list.Find(Encoding.UTF8.GetBytes($"leaked-{i}")));
        // 50,000 / 2^(11 + 24): one in 690,000.
        Assert.Equal(50_000 / Math.Pow(2, 35), list.FalsePositiveRate, 12);
        Assert.True(list.IsWhole());
    }

    [Fact]
    public void The_stated_rate_of_mistakes_is_the_measured_one()
    {
        // Kept short on purpose, so that there are mistakes to count: no buckets, 24 bits for 40,000 hashes = 1 in 419.
        using var file = new MemoryStream();
        using var lines = new StringReader(BreachedLists.Ordered(Enumerable.Range(0, 4_000).Select(i => ($"leaked-{i}", 1))));
        Assert.Equal(BreachedBuildStatus.Done, BuildBreachedPasswords.FromHashes(lines, expectedEntries: 1, leastCount: 1, file).Status);
        var list = Open(file.ToArray());
        var random = new Random(5);
        var hash = new byte[20];
        var mistakes = 0;
        const int tries = 100_000;
        for (var i = 0; i < tries; i++)
        {
            random.NextBytes(hash);
            if (list.FindHash(hash) == BreachLookup.Listed) mistakes++;
        }

        var expected = list.FalsePositiveRate * tries;
        Assert.Equal(4_000 * tries / Math.Pow(2, 24), expected, 6);
        Assert.InRange(mistakes, expected / 2, expected * 2);
    }

    [Fact]
    public void The_public_form_is_read_and_rare_passwords_can_be_left_out()
    {
        var entries = Enumerable.Range(0, 3_000).Select(i => ($"leaked-{i}", i % 10)).ToArray();
        using var file = new MemoryStream();
        using var lines = new StringReader(BreachedLists.Ordered(entries));
        Assert.Equal(new BreachedBuild(BreachedBuildStatus.Done, 2_100), BuildBreachedPasswords.FromHashes(lines, 3_000, leastCount: 3, file));
        var list = Open(file.ToArray());
        foreach (var (password, count) in entries) Assert.Equal(count >= 3 ? BreachLookup.Listed : BreachLookup.NotListed, list.Find(Encoding.UTF8.GetBytes(password)));
    }

    [Fact]
    public void A_plain_list_may_have_doubles_any_order_and_lines_that_are_no_passwords()
    {
        var bytes = BreachedLists.Build(["zebra zebra", "apple pie", "zebra zebra", "", "tab\there", new string('x', 513), "apple pie"]);
        Assert.Equal(2, Open(bytes).Entries);
    }

    [Fact]
    public void A_plain_list_has_a_limit_since_it_is_sorted_in_memory()
    {
        using var file = new MemoryStream();
        using var three = new StringReader("one one\ntwo two\nsix six");
        Assert.Equal(new BreachedBuild(BreachedBuildStatus.Done, 3), BuildBreachedPasswords.FromPasswords(three, file, most: 3));
        using var four = new StringReader("one one\ntwo two\nsix six\n\nten ten");
        Assert.Equal(new BreachedBuild(BreachedBuildStatus.TooMany, 0, 5), BuildBreachedPasswords.FromPasswords(four, file, most: 3));
    }

    [Fact]
    public void An_empty_list_lists_nothing()
    {
        var list = Open(BreachedLists.Build([]));
        Assert.Equal((0L, 0.0, BreachLookup.NotListed), (list.Entries, list.FalsePositiveRate, list.Find("password"u8)));
    }

    [Theory]
    [InlineData("nonsense", BreachedBuildStatus.BadLine, 1)]
    [InlineData("0000000000000000000000000000000000000000:1\n000000000000000000000000000000000000000G:1", BreachedBuildStatus.BadLine, 2)]
    [InlineData("0000000000000000000000000000000000000000", BreachedBuildStatus.BadLine, 1)]
    [InlineData("0000000000000000000000000000000000000000:-1", BreachedBuildStatus.BadLine, 1)]
    [InlineData("1000000000000000000000000000000000000000:1\n\n0FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF:1", BreachedBuildStatus.NotSorted, 3)]
    public void A_list_of_another_form_is_refused_with_its_line(string text, BreachedBuildStatus status, long line)
    {
        using var file = new MemoryStream();
        using var lines = new StringReader(text);
        Assert.Equal(new BreachedBuild(status, 0, line), BuildBreachedPasswords.FromHashes(lines, 2, 1, file));
    }

    [Fact]
    public void A_bucket_takes_4096_hashes_and_no_more()
    {
        Assert.Equal(new BreachedBuild(BreachedBuildStatus.Done, 4096), Crowded(4096));
        Assert.Equal(new BreachedBuild(BreachedBuildStatus.NotHashes, 0, 4097), Crowded(4097));

        static BreachedBuild Crowded(int count)
        {
            using var file = new MemoryStream();
            using var lines = new StringReader(string.Join('\n', Enumerable.Range(0, count).Select(i => $"{i:X16}{new string('0', 24)}:1")));
            return BuildBreachedPasswords.FromHashes(lines, count, 1, file);
        }
    }

    [Fact]
    public void A_damaged_file_is_not_opened_or_says_so()
    {
        var good = BreachedLists.Build(Enumerable.Range(0, 1_000).Select(i => $"leaked-{i}"));
        Assert.Null(BreachedPasswordFile.Open(new ArrayRanges(good[..^1])));
        Assert.Null(BreachedPasswordFile.Open(new ArrayRanges([.. good, 0])));
        Assert.Null(BreachedPasswordFile.Open(new ArrayRanges([])));
        for (var at = 0; at < 64; at++)
        {
            var bad = (byte[])good.Clone();
            bad[at] ^= 1;
            Assert.Null(BreachedPasswordFile.Open(new ArrayRanges(bad)));
        }

        // The index points anywhere: an answer, never a crash.
        var wild = (byte[])good.Clone();
        for (var at = 64; at < 64 + (8 * 33); at += 8) BinaryPrimitives.WriteInt64BigEndian(wild.AsSpan(at), at % 3 == 0 ? long.MaxValue : -5);
        var list = Open(wild);
        Assert.Equal(BreachLookup.Damaged, list.Find("leaked-1"u8));
        Assert.False(list.IsWhole());
    }

    [Fact]
    public void A_file_on_disk_is_read_where_it_lies()
    {
        using var folder = new TemporaryFolder("breached");
        File.WriteAllBytes(folder["list"], BreachedLists.Build(["password one", "password two"]));
        using var ranges = FileRanges.Open(folder["list"]);
        var list = BreachedPasswordFile.Open(ranges)!;
        Assert.Equal(BreachLookup.Listed, list.Find("password two"u8));
        Assert.Equal(BreachLookup.NotListed, list.Find("password three"u8));
        Assert.True(list.IsWhole());
        Assert.False(ranges.TryRead(ranges.Length, new byte[1]));
        Assert.False(ranges.TryRead(-1, new byte[1]));
    }

    private static BreachedPasswordFile Open(byte[] bytes) => BreachedPasswordFile.Open(new ArrayRanges(bytes))!;
}
