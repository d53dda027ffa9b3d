using System.Numerics;

namespace Sekisho.Mime;

/// <summary>Looks for line ends, NUL and 8-bit bytes in one pass at memory speed.</summary>
internal static class TextScan
{
    /// <summary>Scans a range of the bytes; the byte before the range counts for a line feed at its start.</summary>
    public static TextFlags Scan(ReadOnlySpan<byte> bytes)
    {
        var flags = TextFlags.None;
        var i = 0;
        if (Vector.IsHardwareAccelerated && bytes.Length > Vector<byte>.Count)
        {
            flags = First(bytes);
            Vector<byte> crLf = default, lineFeed = default, carriage = default, nul = default, high = default;
            var cr = new Vector<byte>((byte)'\r');
            var lf = new Vector<byte>((byte)'\n');
            for (i = 1; i + Vector<byte>.Count <= bytes.Length; i += Vector<byte>.Count)
            {
                var here = new Vector<byte>(bytes[i..]);
                var afterCr = Vector.Equals(new Vector<byte>(bytes[(i - 1)..]), cr);
                var isLf = Vector.Equals(here, lf);
                crLf |= afterCr & isLf;
                lineFeed |= Vector.AndNot(isLf, afterCr);
                carriage |= Vector.AndNot(afterCr, isLf);
                nul |= Vector.Equals(here, Vector<byte>.Zero);
                high |= here;
            }

            if (crLf != Vector<byte>.Zero) flags |= TextFlags.CrLf;
            if (lineFeed != Vector<byte>.Zero) flags |= TextFlags.BareLineFeed;
            if (carriage != Vector<byte>.Zero) flags |= TextFlags.BareCarriageReturn;
            if (nul != Vector<byte>.Zero) flags |= TextFlags.Nul;
            if (Vector.GreaterThanAny(high, new Vector<byte>(127))) flags |= TextFlags.EightBit;
        }
        else if (bytes.Length > 0)
        {
            flags = First(bytes);
            i = 1;
        }

        for (; i < bytes.Length; i++)
        {
            var c = bytes[i];
            var afterCr = bytes[i - 1] == '\r';
            if (c == '\n') flags |= afterCr ? TextFlags.CrLf : TextFlags.BareLineFeed;
            else if (afterCr) flags |= TextFlags.BareCarriageReturn;
            if (c == 0) flags |= TextFlags.Nul;
            if (c > 127) flags |= TextFlags.EightBit;
        }

        return bytes.Length > 0 && bytes[^1] == '\r' ? flags | TextFlags.BareCarriageReturn : flags;
    }

    /// <summary>The first bare CR, or -1.</summary>
    public static int IndexOfBareCarriageReturn(ReadOnlySpan<byte> bytes)
    {
        for (var at = 0; ; at++)
        {
            var step = bytes[at..].IndexOf((byte)'\r');
            if (step < 0) return -1;
            at += step;
            if (at + 1 >= bytes.Length || bytes[at + 1] != '\n') return at;
        }
    }

    /// <summary>The first LF without CR, or -1.</summary>
    public static int IndexOfBareLineFeed(ReadOnlySpan<byte> bytes)
    {
        for (var at = 0; ; at++)
        {
            var step = bytes[at..].IndexOf((byte)'\n');
            if (step < 0) return -1;
            at += step;
            if (at == 0 || bytes[at - 1] != '\r') return at;
        }
    }

    /// <summary>Whether a line is longer than the limit. Jumps from line end to line end in steps of the limit.</summary>
    public static bool HasLineLongerThan(ReadOnlySpan<byte> bytes, int limit)
    {
        var start = 0;
        while (bytes.Length - start > limit)
        {
            // The line end itself does not count, a CR before it neither.
            var window = bytes.Slice(start, Math.Min(bytes.Length - start, (int)Math.Min((long)limit + 2, int.MaxValue)));
            var last = window.LastIndexOf((byte)'\n');
            if (last < 0) return window.Length > limit + (window[^1] == '\r' ? 1 : 0);
            if (last == limit + 1 && window[last - 1] != '\r' && window[..last].LastIndexOf((byte)'\n') < 0) return true;
            start += last + 1;
        }

        return false;
    }

    /// <summary>The same bytes with other line ends: what another reader takes for a line end is a line feed, what it does not is a blank. Offsets stay.</summary>
    public static byte[] WithLineEnds(ReadOnlySpan<byte> bytes, LineEndReading reading)
    {
        var copy = bytes.ToArray();
        for (var i = 0; i < copy.Length; i++)
        {
            if (reading == LineEndReading.BareCarriageReturnToo && bytes[i] == '\r' && (i + 1 >= copy.Length || bytes[i + 1] != '\n')) copy[i] = (byte)'\n';
            else if (reading == LineEndReading.CrLfOnly && bytes[i] == '\n' && (i == 0 || bytes[i - 1] != '\r')) copy[i] = (byte)' ';
        }

        return copy;
    }

    private static TextFlags First(ReadOnlySpan<byte> bytes) => bytes[0] switch
    {
        (byte)'\n' => TextFlags.BareLineFeed,
        0 => TextFlags.Nul,
        > 127 => TextFlags.EightBit,
        _ => TextFlags.None,
    };
}
