using System.Text;

namespace Sekisho.Inspect.Qr;

/// <summary>Reads the segments of a code (ISO/IEC 18004 §7.4): numbers, capital letters, bytes, kanji; character sets and structured append.</summary>
internal static class SegmentReader
{
    private const string Letters = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";

    private static readonly Encoding ShiftJis = CodePagesEncodingProvider.Instance.GetEncoding(932)!;
    private static readonly UTF8Encoding StrictUtf8 = new(false, throwOnInvalidBytes: true);

    /// <summary>The text; null where a segment is none that there is. What stands in front of it is then wrong as well.</summary>
    public static (string Text, (int Index, int Count, int Parity)? Part)? Read(ReadOnlySpan<byte> data, int version)
    {
        var bits = new BitCursor(data);
        var text = new StringBuilder();
        Encoding? charset = null;
        (int, int, int)? part = null;
        var size = version < 10 ? 0 : version < 27 ? 1 : 2;
        while (bits.Left >= 4)
        {
            switch (bits.Take(4))
            {
                case 0: return (text.ToString(), part);
                case 1: ReadNumbers(ref bits, bits.Take(size switch { 0 => 10, 1 => 12, _ => 14 }), text); break;
                case 2: ReadLetters(ref bits, bits.Take(size switch { 0 => 9, 1 => 11, _ => 13 }), text); break;
                case 3: part = (bits.Take(4), bits.Take(4) + 1, bits.Take(8)); break;
                case 4: ReadBytes(ref bits, bits.Take(size == 0 ? 8 : 16), charset, text); break;
                case 5: break;
                case 7: charset = CharsetOf(ReadAssignment(ref bits)); break;
                case 8: ReadKanji(ref bits, bits.Take(size switch { 0 => 8, 1 => 10, _ => 12 }), text); break;
                case 9: bits.Take(8); break;
                default: return null;
            }

            if (bits.IsPastEnd) return null;
        }

        return (text.ToString(), part);
    }

    private static void ReadNumbers(ref BitCursor bits, int count, StringBuilder text)
    {
        for (; count > 0 && !bits.IsPastEnd; count -= 3)
        {
            var digits = Math.Min(3, count);
            text.Append(bits.Take((digits * 3) + 1).ToString(System.Globalization.CultureInfo.InvariantCulture).PadLeft(digits, '0'));
        }
    }

    private static void ReadLetters(ref BitCursor bits, int count, StringBuilder text)
    {
        for (; count > 1 && !bits.IsPastEnd; count -= 2)
        {
            var pair = bits.Take(11);
            if (pair < 45 * 45) text.Append(Letters[pair / 45]).Append(Letters[pair % 45]);
        }

        if (count == 1 && bits.Take(6) is var last and < 45) text.Append(Letters[last]);
    }

    private static void ReadBytes(ref BitCursor bits, int count, Encoding? charset, StringBuilder text)
    {
        var bytes = new byte[Math.Min(count, (bits.Left / 8) + 1)];
        for (var i = 0; i < bytes.Length; i++) bytes[i] = (byte)bits.Take(8);
        if (count > bytes.Length) bits.Take(16);
        text.Append(charset is not null ? charset.GetString(bytes) : Guess(bytes));
    }

    /// <summary>Without a word on the character set nearly all programs write UTF-8; older Japanese ones Shift_JIS.</summary>
    private static string Guess(byte[] bytes)
    {
        try
        {
            return StrictUtf8.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            var japanese = ShiftJis.GetString(bytes);
            return japanese.Contains('\uFFFD', StringComparison.Ordinal) || japanese.Contains('\u30FB', StringComparison.Ordinal) ? Encoding.Latin1.GetString(bytes) : japanese;
        }
    }

    private static void ReadKanji(ref BitCursor bits, int count, StringBuilder text)
    {
        Span<byte> pair = stackalloc byte[2];
        for (; count > 0 && !bits.IsPastEnd; count--)
        {
            var value = bits.Take(13);
            var code = ((value / 0xC0) << 8) + (value % 0xC0);
            code += code < 0x1F00 ? 0x8140 : 0xC140;
            (pair[0], pair[1]) = ((byte)(code >> 8), (byte)code);
            text.Append(ShiftJis.GetString(pair));
        }
    }

    private static int ReadAssignment(ref BitCursor bits)
    {
        var first = bits.Take(8);
        if ((first & 0x80) == 0) return first;
        return (first & 0x40) == 0 ? (first & 0x3F) << 8 | bits.Take(8) : (first & 0x1F) << 16 | bits.Take(16);
    }

    /// <summary>The numbers of the character sets (AIM ECI).</summary>
    private static Encoding? CharsetOf(int assignment) => assignment switch
    {
        1 or 3 => Encoding.Latin1,
        >= 4 and <= 18 => CodePagesEncodingProvider.Instance.GetEncoding(28591 + assignment - 3),
        20 => ShiftJis,
        25 => Encoding.BigEndianUnicode,
        26 => Encoding.UTF8,
        27 or 170 => Encoding.ASCII,
        28 => CodePagesEncodingProvider.Instance.GetEncoding(950),
        29 => CodePagesEncodingProvider.Instance.GetEncoding(936),
        30 => CodePagesEncodingProvider.Instance.GetEncoding(949),
        _ => null,
    };
}
