using System.Buffers.Binary;

namespace Sekisho.TransparencyLog.Tiles;

/// <summary>The entries of a bundle: each with its length before it, as two bytes in big-endian order (C2SP tlog-tiles).</summary>
public static class EntryBundle
{
    /// <summary>The longest entry: the two bytes of its length say no more. Of anything longer a digest is to be logged.</summary>
    public const int MaxEntryBytes = ushort.MaxValue;

    /// <summary>The bytes of a length.</summary>
    public const int LengthBytes = 2;

    /// <summary>The longest bundle, in bytes.</summary>
    public const int MaxBytes = TilePath.FullWidth * (LengthBytes + MaxEntryBytes);

    /// <summary>Takes the next entry off the front of a bundle.</summary>
    /// <param name="rest">What is left; afterwards, what is left then.</param>
    /// <param name="entry">The entry.</param>
    /// <returns>False at the end, and where the bytes do not make up a whole entry: then <paramref name="rest"/> is not empty.</returns>
    public static bool TryTake(ref ReadOnlySpan<byte> rest, out ReadOnlySpan<byte> entry)
    {
        entry = default;
        if (rest.Length < LengthBytes) return false;
        var length = BinaryPrimitives.ReadUInt16BigEndian(rest);
        if (rest.Length < LengthBytes + length) return false;
        entry = rest.Slice(LengthBytes, length);
        rest = rest[(LengthBytes + length)..];
        return true;
    }

    /// <summary>Where the entries of a bundle lie; each begins two bytes after its length.</summary>
    /// <param name="bundle">The bundle.</param>
    /// <param name="width">How many entries it must have.</param>
    /// <param name="ends">Takes the end of each entry: an array of <paramref name="width"/> or more.</param>
    /// <returns>False when it has fewer or more, or is cut off.</returns>
    public static bool TryMeasure(ReadOnlySpan<byte> bundle, int width, Span<int> ends) => TryMeasureStart(bundle, width, ends, allowMore: false);

    /// <summary>As <see cref="TryMeasure"/>; a partial bundle may have grown meanwhile, then only its first entries count.</summary>
    internal static bool TryMeasureStart(ReadOnlySpan<byte> bundle, int width, Span<int> ends, bool allowMore)
    {
        var at = 0;
        for (var i = 0; i < width; i++)
        {
            if (bundle.Length - at < LengthBytes) return false;
            at += LengthBytes + BinaryPrimitives.ReadUInt16BigEndian(bundle[at..]);
            if (at > bundle.Length) return false;
            ends[i] = at;
        }

        return at == bundle.Length || allowMore;
    }

    /// <summary>One entry out of a bundle.</summary>
    /// <returns>False when the bundle is too short or broken.</returns>
    public static bool TryGet(ReadOnlySpan<byte> bundle, int position, out ReadOnlySpan<byte> entry)
    {
        entry = default;
        var start = 0;
        for (var i = 0; bundle.Length - start >= LengthBytes; i++)
        {
            var length = BinaryPrimitives.ReadUInt16BigEndian(bundle[start..]);
            if (bundle.Length - start - LengthBytes < length) return false;
            if (i == position)
            {
                entry = bundle.Slice(start + LengthBytes, length);
                return true;
            }

            start += LengthBytes + length;
        }

        return false;
    }
}
