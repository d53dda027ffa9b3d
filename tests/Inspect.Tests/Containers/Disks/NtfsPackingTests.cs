using Sekisho.Inspect.Containers.Disks;

namespace Sekisho.Inspect.Tests.Containers.Disks;

/// <summary>LZNT1 (MS-XCA §2.5): bytes as they are, and matches whose distance takes more bits the farther they stand in the chunk.</summary>
public sealed class NtfsPackingTests
{
    private const int UnitBytes = 65536;

    private static readonly byte[] Packed =
    [
        // Three letters, then 4,093 bytes from three back: four bits of distance, twelve of length.
        5, 0xB0, 0b1000, (byte)'a', (byte)'b', (byte)'c', .. BitConverter.GetBytes((ushort)((3 - 1) << 12 | (4093 - 3))),
        // Twenty, then a hundred from twenty back: five bits of distance there.
        24, 0xB0, 0, .. "01234567"u8, 0, .. "89abcdef"u8, 0b10000, .. "ghij"u8, .. BitConverter.GetBytes((ushort)((20 - 1) << 11 | (100 - 3))),
        0, 0,
    ];

    [Theory]
    [InlineData(10)]
    [InlineData(4096)]
    [InlineData(5000)]
    [InlineData(UnitBytes)]
    public void Matches_are_copied(int wanted)
    {
        var expected = new byte[UnitBytes];
        for (var i = 0; i < 4096; i++) expected[i] = (byte)('a' + (i % 3));
        for (var i = 0; i < 120; i++) expected[4096 + i] = "0123456789abcdefghij"u8[i % 20];
        Assert.Equal(expected[..wanted], Unpack(UnitBytes, wanted).ToArray());
    }

    [Fact]
    public void Units_are_unpacked_at_the_limit_and_not_one_cluster_past()
    {
        Assert.Equal(5, Unpack(NtfsPacking.MaxUnitBytes, 5).Length);
        Assert.Equal(0, Unpack(NtfsPacking.MaxUnitBytes + 4096, 5).Length);
    }

    private static ReadOnlyMemory<byte> Unpack(int unitBytes, int wanted)
    {
        byte[] cluster = [.. Packed, .. new byte[4096 - Packed.Length]];
        return NtfsPacking.Unpack(Disk.Plain(cluster), [new Extent(0, 4096), new Extent(-1, unitBytes - 4096)], unitBytes, wanted);
    }
}
