using System.Security.Cryptography;
using Sekisho.TransparencyLog.Hashing;

namespace Sekisho.TransparencyLog.Tests.Support;

/// <summary>RFC 6962 §2.1 word for word: slow, recursive, nothing shared with the product but the type of the result.</summary>
internal static class SlowTree
{
    public static byte[] Entry(long index) => System.Text.Encoding.ASCII.GetBytes($"entry {index}");

    public static TreeHash Root(long size) => new(Mth(0, size));

    public static byte[] Mth(long from, long to)
    {
        if (to == from) return SHA256.HashData([]);
        if (to - from == 1) return SHA256.HashData([0, .. Entry(from)]);
        long split = 1;
        while (split * 2 < to - from) split *= 2;
        return SHA256.HashData([1, .. Mth(from, from + split), .. Mth(from + split, to)]);
    }
}
