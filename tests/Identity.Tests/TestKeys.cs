using Sekisho.Identity.Keys;

namespace Sekisho.Identity.Tests;

internal static class TestKeys
{
    public static byte[] Bytes(byte seed) => [.. Enumerable.Range(0, KeyRing.KeyBytes).Select(at => (byte)(seed + (at * 7)))];

    public static KeyRing Ring(uint id = 1) => new(id, Bytes((byte)id));
}
