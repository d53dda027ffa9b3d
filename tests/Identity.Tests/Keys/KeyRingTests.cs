using System.Security.Cryptography;
using Sekisho.Identity.Keys;

namespace Sekisho.Identity.Tests.Keys;

public sealed class KeyRingTests
{
    [Fact]
    public void A_mac_is_hmac_sha256_under_the_current_key()
    {
        using var ring = new KeyRing(7, TestKeys.Bytes(1));
        Span<byte> mac = stackalloc byte[KeyRing.MacBytes];
        Assert.Equal(7u, ring.Mac("data"u8, mac));
        Assert.Equal(HMACSHA256.HashData(TestKeys.Bytes(1), "data"u8), mac.ToArray());
        Assert.True(ring.Verify(7, "data"u8, mac));
        Assert.False(ring.Verify(8, "data"u8, mac));
        Assert.False(ring.Verify(7, "date"u8, mac));
        Assert.False(ring.Verify(7, "data"u8, mac[..31]));
    }

    [Fact]
    public void An_older_key_still_checks_until_it_is_removed()
    {
        using var ring = new KeyRing(1, TestKeys.Bytes(1));
        var mac = new byte[KeyRing.MacBytes];
        ring.Mac("x"u8, mac);
        Assert.True(ring.TryAdd(2, TestKeys.Bytes(2), makeCurrent: true));
        Assert.Equal(2u, ring.CurrentId);
        Assert.True(ring.Verify(1, "x"u8, mac));
        Assert.False(ring.TryRemove(2));
        Assert.True(ring.TryRemove(1));
        Assert.False(ring.TryRemove(1));
        Assert.False(ring.Verify(1, "x"u8, mac));
        Assert.Equal([2u], ring.Ids);
    }

    [Fact]
    public void A_ring_has_sixteen_keys_of_different_numbers()
    {
        using var ring = new KeyRing(0, TestKeys.Bytes(0));
        Assert.False(ring.TryAdd(0, TestKeys.Bytes(1), makeCurrent: false));
        for (uint id = 1; id < KeyRing.MostKeys; id++) Assert.True(ring.TryAdd(id, TestKeys.Bytes((byte)id), makeCurrent: false));
        Assert.False(ring.TryAdd(99, TestKeys.Bytes(99), makeCurrent: false));
        Assert.Equal(0u, ring.CurrentId);
        Assert.Throws<ArgumentException>(() => new KeyRing(1, new byte[31]));
        Assert.Throws<ArgumentException>(() => ring.TryAdd(98, new byte[33], makeCurrent: false));
    }

    [Fact]
    public void After_the_end_a_ring_refuses_what_it_made()
    {
        var ring = new KeyRing(1, TestKeys.Bytes(1));
        var mac = new byte[KeyRing.MacBytes];
        ring.Mac("x"u8, mac);
        ring.Dispose();
        Assert.False(ring.Verify(1, "x"u8, mac));
        // Nor is a key of zeros in its place.
        Assert.False(ring.Verify(1, "x"u8, HMACSHA256.HashData(new byte[32], "x"u8)));
    }
}
