using System.Buffers.Binary;

namespace Sekisho.Inspect.Attachments.Zip;

/// <summary>The extra field with 64-bit sizes (APPNOTE §4.5.3).</summary>
internal static class ZipExtra
{
    private const int Zip64Tag = 1;

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
