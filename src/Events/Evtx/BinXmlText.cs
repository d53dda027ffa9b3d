using System.Buffers;
using System.Buffers.Binary;
using System.Buffers.Text;
using System.Runtime.InteropServices;
using System.Text.Unicode;

namespace Sekisho.Events.Evtx;

/// <summary>
/// Writes the values of binary XML as the text that Windows shows for them, in UTF-8: <c>0x1fffff</c>,
/// <c>{54849625-5478-4994-A5BA-3E3B0328C30D}</c>, <c>S-1-5-18</c>, <c>2025-11-26T05:11:27.9276930Z</c>. Rules of the
/// public set compare with these forms.
/// </summary>
internal static class BinXmlText
{
    /// <summary>The last FILETIME that is a date: 9999-12-31.</summary>
    private const long LastFileTime = 2_650_467_743_999_999_999;

    /// <summary>No value of so many bytes needs more room than this.</summary>
    public static int MostBytes(int length) => length * 3 + 64;

    /// <summary>What kind of value a type is.</summary>
    public static EventValueKind KindOf(BinXmlType type) => type switch
    {
        BinXmlType.Null => EventValueKind.Null,
        >= BinXmlType.Int8 and <= BinXmlType.Real64 => EventValueKind.Number,
        BinXmlType.Boolean => EventValueKind.Boolean,
        _ => EventValueKind.Text,
    };

    /// <summary>Bytes of one element of an array of the type; 0 when elements end with a NUL character.</summary>
    public static int ElementBytes(BinXmlType type) => type switch
    {
        BinXmlType.Text or BinXmlType.AnsiText => 0,
        BinXmlType.Int8 or BinXmlType.UInt8 => 1,
        BinXmlType.Int16 or BinXmlType.UInt16 => 2,
        BinXmlType.Int32 or BinXmlType.UInt32 or BinXmlType.Real32 or BinXmlType.Boolean or BinXmlType.HexInt32 => 4,
        BinXmlType.Int64 or BinXmlType.UInt64 or BinXmlType.Real64 or BinXmlType.FileTime or BinXmlType.HexInt64 or BinXmlType.Size => 8,
        BinXmlType.Guid or BinXmlType.SystemTime => 16,
        _ => -1,
    };

    /// <summary>Writes a value that is no array.</summary>
    /// <param name="type">Its type.</param>
    /// <param name="value">Its bytes, of any length.</param>
    /// <param name="target">At least <see cref="MostBytes"/> bytes.</param>
    /// <returns>How many bytes were written.</returns>
    public static int Write(BinXmlType type, ReadOnlySpan<byte> value, Span<byte> target)
    {
        if (value.IsEmpty) return 0;
        switch (type)
        {
            case BinXmlType.Null: return 0;
            case BinXmlType.Text: return Utf16(value, target);
            case BinXmlType.AnsiText: return Ansi(value, target);
            case BinXmlType.Int8 or BinXmlType.Int16 or BinXmlType.Int32 or BinXmlType.Int64: return Decimal(Signed(value), target);
            case BinXmlType.UInt8 or BinXmlType.UInt16 or BinXmlType.UInt32 or BinXmlType.UInt64: return Decimal(Unsigned(value), target);
            case BinXmlType.Real32 when value.Length >= 4: return Utf8Formatter.TryFormat(BinaryPrimitives.ReadSingleLittleEndian(value), target, out var single) ? single : 0;
            case BinXmlType.Real64 when value.Length >= 8: return Utf8Formatter.TryFormat(BinaryPrimitives.ReadDoubleLittleEndian(value), target, out var real) ? real : 0;
            // Some programs write other numbers than 0 and 1; all but 0 is true.
            case BinXmlType.Boolean: return Copy(value.ContainsAnyExcept((byte)0) ? "true"u8 : "false"u8, target);
            case BinXmlType.Guid when value.Length >= 16: return Guid(value, target);
            case BinXmlType.FileTime when value.Length >= 8: return FileTime(BinaryPrimitives.ReadInt64LittleEndian(value), target);
            case BinXmlType.SystemTime when value.Length >= 16: return SystemTime(value, target);
            case BinXmlType.Sid when value.Length >= 8: return Sid(value, target);
            case BinXmlType.HexInt32 or BinXmlType.HexInt64 or BinXmlType.Size: return HexNumber(Unsigned(value), target);
            default: return HexBytes(value, target);
        }
    }

    /// <summary>The point in time of a FILETIME, or null when it is none.</summary>
    public static DateTimeOffset? TimeOf(long fileTime) =>
        fileTime is > 0 and <= LastFileTime ? new DateTimeOffset(DateTime.FromFileTimeUtc(fileTime)) : null;

    /// <summary>UTF-16 without its closing NULs; half a surrogate pair becomes U+FFFD.</summary>
    public static int Utf16(ReadOnlySpan<byte> value, Span<byte> target)
    {
        // The byte order of the file is that of the machines that .NET runs on.
        var characters = MemoryMarshal.Cast<byte, char>(value);
        if (!characters.IsEmpty && characters[^1] == '\0') characters = characters.TrimEnd('\0');
        Utf8.FromUtf16(characters, target, out _, out var written, replaceInvalidSequences: true);
        return written;
    }

    /// <summary>Text of an unknown code page: UTF-8 stays, other bytes are taken for Latin-1.</summary>
    private static int Ansi(ReadOnlySpan<byte> value, Span<byte> target)
    {
        value = value.TrimEnd((byte)0);
        if (Utf8.IsValid(value)) return Copy(value, target);
        var written = 0;
        foreach (var one in value)
        {
            if (one < 0x80) target[written++] = one;
            else
            {
                target[written++] = (byte)(0xC0 | (one >> 6));
                target[written++] = (byte)(0x80 | (one & 0x3F));
            }
        }

        return written;
    }

    private static int Copy(ReadOnlySpan<byte> text, Span<byte> target)
    {
        text.CopyTo(target);
        return text.Length;
    }

    private static ulong Unsigned(ReadOnlySpan<byte> value)
    {
        ulong number = 0;
        for (var i = Math.Min(value.Length, 8) - 1; i >= 0; i--) number = (number << 8) | value[i];
        return number;
    }

    private static long Signed(ReadOnlySpan<byte> value)
    {
        var shift = 64 - Math.Min(value.Length, 8) * 8;
        return (long)(Unsigned(value) << shift) >> shift;
    }

    private static int Decimal(ulong number, Span<byte> target) => Utf8Formatter.TryFormat(number, target, out var written) ? written : 0;

    private static int Decimal(long number, Span<byte> target) => Utf8Formatter.TryFormat(number, target, out var written) ? written : 0;

    private static int HexNumber(ulong number, Span<byte> target)
    {
        "0x"u8.CopyTo(target);
        return Utf8Formatter.TryFormat(number, target[2..], out var written, 'x') ? written + 2 : 0;
    }

    private static int HexBytes(ReadOnlySpan<byte> value, Span<byte> target)
    {
        const string Digits = "0123456789ABCDEF";
        for (var i = 0; i < value.Length; i++)
        {
            target[i * 2] = (byte)Digits[value[i] >> 4];
            target[i * 2 + 1] = (byte)Digits[value[i] & 15];
        }

        return value.Length * 2;
    }

    private static int Guid(ReadOnlySpan<byte> value, Span<byte> target)
    {
        _ = Utf8Formatter.TryFormat(new Guid(value[..16]), target, out var written, 'B');
        System.Text.Ascii.ToUpperInPlace(target[..written], out _);
        return written;
    }

    private static int FileTime(long fileTime, Span<byte> target)
    {
        if (fileTime is < 0 or > LastFileTime) return Decimal((ulong)fileTime, target);
        return Utf8Formatter.TryFormat(DateTime.FromFileTimeUtc(fileTime), target, out var written, 'O') ? written : 0;
    }

    /// <summary>Year, month, weekday, day, hour, minute, second, millisecond.</summary>
    private static int SystemTime(ReadOnlySpan<byte> value, Span<byte> target)
    {
        var parts = MemoryMarshal.Cast<byte, ushort>(value[..16]);
        var written = 0;
        ReadOnlySpan<byte> order = [0, 1, 3, 4, 5, 6, 7];
        var marks = "--T::."u8;
        for (var i = 0; i < order.Length; i++)
        {
            var digits = i == 0 ? 4 : i == 6 ? 3 : 2;
            if (Utf8Formatter.TryFormat(parts[order[i]], target[written..], out var used, new StandardFormat('D', (byte)digits))) written += used;
            target[written++] = i < marks.Length ? marks[i] : (byte)'Z';
        }

        return written;
    }

    /// <summary>Revision, number of sub-authorities, six bytes of authority (big endian), sub-authorities ([MS-DTYP] section 2.4.2).</summary>
    private static int Sid(ReadOnlySpan<byte> value, Span<byte> target)
    {
        "S-"u8.CopyTo(target);
        var written = 2 + Decimal((ulong)value[0], target[2..]);
        ulong authority = 0;
        foreach (var one in value[2..8]) authority = (authority << 8) | one;
        target[written++] = (byte)'-';
        written += Decimal(authority, target[written..]);
        var rest = value[8..];
        for (var i = 0; i < value[1] && rest.Length >= 4; i++, rest = rest[4..])
        {
            target[written++] = (byte)'-';
            written += Decimal((ulong)BinaryPrimitives.ReadUInt32LittleEndian(rest), target[written..]);
        }

        return written;
    }
}
