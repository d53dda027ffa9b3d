using System.Net;

namespace Sekisho.MailAuth.Spf;

/// <summary>Compares addresses by their first bits.</summary>
internal static class AddressBits
{
    /// <summary>Whether both are of one family and equal in the first <paramref name="bits"/> bits.</summary>
    public static bool Equal(IPAddress left, IPAddress right, int bits)
    {
        if (left.AddressFamily != right.AddressFamily) return false;
        Span<byte> a = stackalloc byte[16];
        Span<byte> b = stackalloc byte[16];
        if (!left.TryWriteBytes(a, out var length) || !right.TryWriteBytes(b, out _)) return false;
        bits = Math.Min(bits, length * 8);
        var whole = bits / 8;
        if (!a[..whole].SequenceEqual(b[..whole])) return false;
        return bits % 8 == 0 || (a[whole] ^ b[whole]) >> (8 - (bits % 8)) == 0;
    }
}
