using Sekisho.TransparencyLog.Tiles;

namespace Sekisho.TransparencyLog.Tests.Tiles;

public sealed class EntryBundleTests
{
    private static readonly byte[] Bundle = [0, 1, 65, 0, 0, 0, 2, 66, 67];

    [Fact]
    public void Entries_come_out_in_order()
    {
        ReadOnlySpan<byte> rest = Bundle;
        Assert.True(EntryBundle.TryTake(ref rest, out var entry));
        Assert.Equal("A"u8, entry);
        Assert.True(EntryBundle.TryTake(ref rest, out entry));
        Assert.True(entry.IsEmpty);
        Assert.True(EntryBundle.TryTake(ref rest, out entry));
        Assert.Equal("BC"u8, entry);
        Assert.False(EntryBundle.TryTake(ref rest, out _));
        Assert.True(rest.IsEmpty);
        Assert.True(EntryBundle.TryGet(Bundle, 2, out entry));
        Assert.Equal("BC"u8, entry);
        Assert.False(EntryBundle.TryGet(Bundle, 3, out _));
    }

    [Fact]
    public void Every_cut_is_seen()
    {
        Span<int> ends = stackalloc int[256];
        for (var length = 0; length < Bundle.Length; length++) Assert.False(EntryBundle.TryMeasure(Bundle.AsSpan(0, length), 3, ends));
        Assert.True(EntryBundle.TryMeasure(Bundle, 3, ends));
        Assert.False(EntryBundle.TryMeasure(Bundle, 2, ends));
        Assert.False(EntryBundle.TryMeasure(Bundle, 4, ends));
        Assert.True(EntryBundle.TryMeasureStart(Bundle, 2, ends, allowMore: true));
    }

    [Fact]
    public void An_entry_of_65535_bytes_is_the_longest()
    {
        byte[] bundle = [0xFF, 0xFF, .. new byte[EntryBundle.MaxEntryBytes]];
        Assert.True(EntryBundle.TryMeasure(bundle, 1, new int[1]));
        Assert.False(EntryBundle.TryMeasure([.. bundle, 0], 1, new int[1]));
    }
}
