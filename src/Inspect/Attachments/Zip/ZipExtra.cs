using System.Buffers.Binary;

namespace Sekisho.Inspect.Attachments.Zip;

/// <summary>The extra fields with 64-bit sizes (APPNOTE §4.5.3) and with a second name (APPNOTE §4.6.9).</summary>
internal static class ZipExtra
{
    private const int Zip64Tag = 1;
    private const int UnicodePathTag = 0x7075;
    private const int AesTag = 0x9901;

    /// <summary>Version, vendor, strength and method.</summary>
    private const int AesBytes = 7;

    /// <summary>Version and checksum in front of the second name.</summary>
    private const int UnicodePathHeadBytes = 5;

    /// <summary>
    /// The names of Unicode Path fields, which some programs unpack to instead of the header's: the first and the last,
    /// since programs take either. Whether the checksum fits is not asked: not every program asks.
    /// </summary>
    public static IReadOnlyList<string> ReadNames(ReadOnlySpan<byte> extra)
    {
        string? first = null, last = null;
        while (extra.Length >= 4)
        {
            var tag = BinaryPrimitives.ReadUInt16LittleEndian(extra);
            int length = BinaryPrimitives.ReadUInt16LittleEndian(extra[2..]);
            var value = extra[4..];
            value = value[..Math.Min(length, value.Length)];
            if (tag == UnicodePathTag && value.Length > UnicodePathHeadBytes)
            {
                last = ZipName.Decode(value[UnicodePathHeadBytes..]);
                first ??= last;
            }

            extra = extra[Math.Min(4 + length, extra.Length)..];
        }

        return first is null ? [] : first == last ? [first] : [first, last!];
    }

    /// <summary>The WinZip AES field: strength and the true compression method; zeros for none.</summary>
    public static (int Strength, int Method) ReadAes(ReadOnlySpan<byte> extra)
    {
        while (extra.Length >= 4)
        {
            var tag = BinaryPrimitives.ReadUInt16LittleEndian(extra);
            int length = BinaryPrimitives.ReadUInt16LittleEndian(extra[2..]);
            var value = extra[4..];
            if (tag == AesTag && value.Length >= AesBytes) return (value[4], BinaryPrimitives.ReadUInt16LittleEndian(value[5..]));
            extra = extra[Math.Min(4 + length, extra.Length)..];
        }

        return (0, 0);
    }

    /// <summary>Replaces the values that are "see the extra field" (all ones) with those of the field, where it has them.</summary>
    public static void Widen(ReadOnlySpan<byte> extra, ref long uncompressed, ref long compressed, ref long offset)
    {
        while (extra.Length >= 4)
        {
            var tag = BinaryPrimitives.ReadUInt16LittleEndian(extra);
            int length = BinaryPrimitives.ReadUInt16LittleEndian(extra[2..]);
            var value = extra[4..];
            value = value[..Math.Min(length, value.Length)];
            if (tag == Zip64Tag)
            {
                Take(ref value, ref uncompressed);
                Take(ref value, ref compressed);
                Take(ref value, ref offset);
                return;
            }

            extra = extra[Math.Min(4 + length, extra.Length)..];
        }
    }

    private static void Take(ref ReadOnlySpan<byte> value, ref long target)
    {
        if (target != uint.MaxValue || value.Length < 8) return;
        target = (long)Math.Min(BinaryPrimitives.ReadUInt64LittleEndian(value), long.MaxValue / 4);
        value = value[8..];
    }
}
