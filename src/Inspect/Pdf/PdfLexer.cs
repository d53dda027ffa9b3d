using System.Text;

namespace Sekisho.Inspect.Pdf;

/// <summary>Reads values (ISO 32000-2 §7.2 and §7.3). Total: whatever is no value gives <see cref="PdfValue.None"/>, and every step goes on by at least a byte.</summary>
/// <param name="bytes">What is read.</param>
/// <param name="start">Where it begins.</param>
/// <param name="memory">Charged with values that are kept; null where they are not. Where there is no more, nothing is read.</param>
internal ref struct PdfLexer(ReadOnlySpan<byte> bytes, int start = 0, PdfMemory? memory = null)
{
    /// <summary>Deepest nesting of arrays and dictionaries. Stops stack exhaustion by "[[[[".</summary>
    private const int MaxDepth = 64;

    /// <summary>Most values in one array or dictionary.</summary>
    private const int MaxItems = 100_000;

    /// <summary>Names up to this length, without escapes, are read in place.</summary>
    private const int ShortNameChars = 64;

    private readonly ReadOnlySpan<byte> _bytes = bytes;
    private readonly PdfMemory? _memory = memory;

    /// <summary>Where the next byte is.</summary>
    public int At { get; private set; } = Math.Clamp(start, 0, bytes.Length);

    private readonly bool IsStopped => _memory is { IsUsedUp: true };

    /// <summary>Reads the next value.</summary>
    public PdfValue Read() => Read(0);

    /// <summary>Goes past blanks and comments.</summary>
    public void SkipBlanks()
    {
        while (At < _bytes.Length)
        {
            if (_bytes[At] == '%')
            {
                var end = _bytes[At..].IndexOfAny((byte)'\r', (byte)'\n');
                At = end < 0 ? _bytes.Length : At + end;
            }
            else if (IsBlank(_bytes[At])) At++;
            else return;
        }
    }

    /// <summary>Whether this word stands here; goes past it then.</summary>
    public bool Accept(ReadOnlySpan<byte> word)
    {
        if (!_bytes[At..].StartsWith(word)) return false;
        At += word.Length;
        return true;
    }

    /// <summary>Whether the byte is white space (Table 1).</summary>
    public static bool IsBlank(byte value) => value is 0 or 9 or 10 or 12 or 13 or 32;

    private static bool IsDelimiter(byte value) => value is (byte)'(' or (byte)')' or (byte)'<' or (byte)'>' or (byte)'[' or (byte)']' or (byte)'{' or (byte)'}' or (byte)'/' or (byte)'%';

    private PdfValue Read(int depth)
    {
        SkipBlanks();
        if (At >= _bytes.Length || IsStopped) return PdfValue.None;
        var first = _bytes[At];
        switch (first)
        {
            case (byte)'/': return ReadName();
            case (byte)'(': return TextOf(ReadLiteral());
            case (byte)'<' when At + 1 < _bytes.Length && _bytes[At + 1] == '<':
                At += 2;
                return ReadDictionary(depth);
            case (byte)'<': return TextOf(ReadHex());
            case (byte)'[':
                At++;
                return ReadArray(depth);
            case (byte)'+' or (byte)'-' or (byte)'.' or (>= (byte)'0' and <= (byte)'9'): return ReadNumber();
        }

        if (IsDelimiter(first)) At++;
        else while (At < _bytes.Length && !IsBlank(_bytes[At]) && !IsDelimiter(_bytes[At])) At++;
        return PdfValue.None;
    }

    private PdfValue ReadDictionary(int depth)
    {
        var entries = new PdfEntries();
        _memory?.Take(PdfMemory.ValueBytes + PdfMemory.DictionaryBytes);
        while (At < _bytes.Length && !IsStopped && depth < MaxDepth && entries.Count < MaxItems)
        {
            SkipBlanks();
            if (Accept(">>"u8)) break;
            if (At >= _bytes.Length || StandsAtEnd()) break;
            var key = Read(depth + 1);
            if (key.Name is not { } name) continue;
            _memory?.Take(PdfMemory.EntryBytes);
            SkipBlanks();
            if (Accept(">>"u8))
            {
                entries.Set(name, PdfValue.None);
                break;
            }

            entries.Set(name, Read(depth + 1));
        }

        return new PdfValue { Entries = entries };
    }

    private PdfValue ReadArray(int depth)
    {
        var items = new List<PdfValue>();
        _memory?.Take(PdfMemory.ValueBytes + PdfMemory.ArrayBytes);
        while (At < _bytes.Length && !IsStopped && depth < MaxDepth && items.Count < MaxItems)
        {
            SkipBlanks();
            if (Accept("]"u8)) break;
            if (At >= _bytes.Length || StandsAtEnd()) break;
            _memory?.Take(PdfMemory.ItemBytes);
            items.Add(Read(depth + 1));
        }

        return new PdfValue { Items = items };
    }

    /// <summary>A dictionary that is not closed ends where its object does.</summary>
    private readonly bool StandsAtEnd() => _bytes[At..].StartsWith("endobj"u8) || _bytes[At..].StartsWith("stream"u8);

    /// <summary>A number, or a reference: "12 0 R".</summary>
    private PdfValue ReadNumber()
    {
        var number = ReadInteger(out var isWhole);
        if (!isWhole || number is < 0 or > int.MaxValue) return NumberOf(number);
        var after = At;
        SkipBlanks();
        if (At < _bytes.Length && char.IsAsciiDigit((char)_bytes[At]))
        {
            ReadInteger(out _);
            SkipBlanks();
            if (At < _bytes.Length && _bytes[At] == 'R' && (At + 1 == _bytes.Length || IsBlank(_bytes[At + 1]) || IsDelimiter(_bytes[At + 1])))
            {
                At++;
                _memory?.Take(PdfMemory.ValueBytes);
                return new PdfValue { Reference = (int)number };
            }
        }

        At = after;
        return NumberOf(number);
    }

    private long ReadInteger(out bool isWhole)
    {
        isWhole = true;
        long value = 0;
        var before = At;
        var isNegative = _bytes[At] == '-';
        var isFraction = false;
        for (; At < _bytes.Length && (char.IsAsciiDigit((char)_bytes[At]) || _bytes[At] is (byte)'.' or (byte)'+' or (byte)'-'); At++)
        {
            if (_bytes[At] == '.') (isFraction, isWhole) = (true, false);
            else if (!isFraction && char.IsAsciiDigit((char)_bytes[At])) value = Math.Min(long.MaxValue / 20, (value * 10) + _bytes[At] - '0');
        }

        if (At == before) At++;
        return isNegative ? -value : value;
    }

    private PdfValue ReadName()
    {
        At++;
        var end = At;
        Span<char> shortName = stackalloc char[ShortNameChars];
        for (; end < _bytes.Length && end - At < ShortNameChars && _bytes[end] != '#' && !IsBlank(_bytes[end]) && !IsDelimiter(_bytes[end]); end++) shortName[end - At] = (char)_bytes[end];
        if (end == _bytes.Length || IsBlank(_bytes[end]) || IsDelimiter(_bytes[end]))
        {
            var chars = end - At;
            At = end;
            return NameOf(shortName[..chars]);
        }

        var name = new StringBuilder();
        for (; At < _bytes.Length && !IsBlank(_bytes[At]) && !IsDelimiter(_bytes[At]); At++)
        {
            if (_bytes[At] == '#' && At + 2 < _bytes.Length && char.IsAsciiHexDigit((char)_bytes[At + 1]) && char.IsAsciiHexDigit((char)_bytes[At + 2]))
            {
                name.Append((char)(HexOf(_bytes[At + 1]) << 4 | HexOf(_bytes[At + 2])));
                At += 2;
            }
            else if (name.Length < 1000) name.Append((char)_bytes[At]);
        }

        return NameOf(name.ToString());
    }

    private readonly PdfValue NameOf(ReadOnlySpan<char> name) => _memory is null ? new PdfValue { Name = name.ToString() } : _memory.Name(name);

    private readonly PdfValue NumberOf(long number) => _memory is null ? new PdfValue { Number = number } : _memory.Number(number);

    private readonly PdfValue TextOf(byte[] text)
    {
        _memory?.Take(PdfMemory.ValueBytes + 24 + text.Length);
        return new PdfValue { Text = text };
    }

    private byte[] ReadHex()
    {
        At++;
        var data = new List<byte>();
        var half = -1;
        for (; At < _bytes.Length; At++)
        {
            if (_bytes[At] == '>')
            {
                At++;
                break;
            }

            if (!char.IsAsciiHexDigit((char)_bytes[At])) continue;
            if (half < 0) half = HexOf(_bytes[At]);
            else
            {
                data.Add((byte)(half << 4 | HexOf(_bytes[At])));
                half = -1;
            }
        }

        if (half >= 0) data.Add((byte)(half << 4));
        return [.. data];
    }

    private static int HexOf(byte digit) => digit <= '9' ? digit - '0' : (digit | 0x20) - 'a' + 10;

    private byte[] ReadLiteral()
    {
        At++;
        var data = new List<byte>();
        for (var open = 1; At < _bytes.Length; At++)
        {
            var value = _bytes[At];
            if (value == '(') open++;
            if (value == ')' && --open == 0)
            {
                At++;
                break;
            }

            if (value != '\\') data.Add(value);
            else if (At + 1 < _bytes.Length)
            {
                At++;
                ReadEscape(data);
            }
        }

        return [.. data];
    }

    private void ReadEscape(List<byte> data)
    {
        var value = _bytes[At];
        switch (value)
        {
            case (byte)'n': data.Add((byte)'\n'); break;
            case (byte)'r': data.Add((byte)'\r'); break;
            case (byte)'t': data.Add((byte)'\t'); break;
            case (byte)'b': data.Add(8); break;
            case (byte)'f': data.Add(12); break;
            case (byte)'\r':
                if (At + 1 < _bytes.Length && _bytes[At + 1] == '\n') At++;
                break;
            case (byte)'\n': break;
            case >= (byte)'0' and <= (byte)'7':
                var code = value - '0';
                for (var i = 0; i < 2 && At + 1 < _bytes.Length && _bytes[At + 1] is >= (byte)'0' and <= (byte)'7'; i++) code = (code << 3) + _bytes[++At] - '0';
                data.Add((byte)code);
                break;
            default: data.Add(value); break;
        }
    }
}
