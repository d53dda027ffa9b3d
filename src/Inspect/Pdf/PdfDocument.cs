using Sekisho.Inspect.Containers;

namespace Sekisho.Inspect.Pdf;

/// <summary>
/// All objects of a PDF document, found by searching for "n n obj" over the whole file: what the table of objects names,
/// what it leaves out, and every older version. Readers repair broken tables in the same way, so a table decides nothing
/// about what a person may be shown; here it only says whether the document is whole, and where the trailer is.
/// </summary>
internal sealed class PdfDocument
{
    /// <summary>Most objects of one document.</summary>
    internal const int MaxObjects = 200_000;

    private readonly Dictionary<int, PdfObject> _byNumber = [];
    private readonly List<PdfObject> _objects = [];
    private readonly UnpackBudget _budget;

    private readonly PdfMemory _memory;

    private PdfDocument(UnpackBudget budget) => (_budget, _memory) = (budget, new PdfMemory(budget));

    /// <summary>Every version of every object, in the order of the file; those of object streams at the end.</summary>
    public IReadOnlyList<PdfObject> Objects => _objects;

    /// <summary>The trailers, of tables and of table streams.</summary>
    public List<PdfValue> Trailers { get; } = [];

    /// <summary>How many end marks there are.</summary>
    public int Ends { get; private set; }

    /// <summary>The start of the table that the end names is there.</summary>
    public bool HasTable { get; private set; }

    /// <summary>The encryption dictionary, or none.</summary>
    public PdfValue Encryption { get; private set; } = PdfValue.None;

    /// <summary>It has more objects or values than are kept: not all of it was read, and the limit is noted.</summary>
    public bool IsCut { get; private set; }

    /// <summary>It is encrypted, and nothing opened it.</summary>
    public bool IsLocked { get; private set; }

    /// <summary>What opened it; null where it is locked or not encrypted at all. Most open with no word.</summary>
    public string? Password { get; private set; }

    /// <summary>Finds all objects.</summary>
    /// <param name="content">The document.</param>
    /// <param name="budget">What it may cost.</param>
    /// <param name="passwords">Words to try on an encrypted one, beside none.</param>
    public static PdfDocument Read(ReadOnlyMemory<byte> content, UnpackBudget budget, PasswordList? passwords = null)
    {
        var document = new PdfDocument(budget);
        document.FindObjects(content);
        document.FindTrailers(content.Span);
        foreach (var trailer in document.Trailers)
            if (trailer.Entries!.TryGetValue("Encrypt", out var encryption))
                document.Encryption = document.Resolve(encryption);

        if (document.Encryption.Entries is not null) document.IsLocked = !document.Unlock(passwords);

        document.IsCut |= document._memory.IsUsedUp;

        // The packed objects of an encrypted document cannot be read without its key.
        if (!document.IsLocked) document.OpenObjectStreams();
        return document;
    }

    /// <summary>Tries no password and the words of the message; opens every object with what fits.</summary>
    private bool Unlock(PasswordList? passwords)
    {
        var id = Trailers.Select(trailer => Resolve(trailer["ID"]).Items is { Count: > 0 } items ? Resolve(items[0]).Text : null).FirstOrDefault(text => text is not null) ?? [];
        var tries = _budget.PasswordTries;
        foreach (var word in passwords is null ? [""] : passwords.Words.Prepend(""))
        {
            if (tries-- == 0 || !_budget.IsInTime()) return false;
            if (PdfKey.Of(Encryption, id, word, Resolve) is not { } key) continue;
            Password = word;
            var encryption = Encryption;
            for (var i = 0; i < _objects.Count; i++)
            {
                if (i % 256 == 0 && !_budget.IsInTime()) return false;
                if (ReferenceEquals(_objects[i].Value, encryption)) continue;
                var open = key.Open(_objects[i]);
                if (ReferenceEquals(_byNumber[open.Number], _objects[i])) _byNumber[open.Number] = open;
                _objects[i] = open;
            }

            return true;
        }

        return false;
    }

    /// <summary>The value that a reference leads to, or the value itself. References in a circle end.</summary>
    public PdfValue Resolve(PdfValue value)
    {
        for (var i = 0; i < 16 && value.Reference is { } number; i++)
            value = _byNumber.TryGetValue(number, out var found) ? found.Value : PdfValue.None;
        return value;
    }

    /// <summary>The object that a reference leads to, or null.</summary>
    public PdfObject? Find(PdfValue value) => value.Reference is { } number ? _byNumber.GetValueOrDefault(number) : null;

    /// <summary>The unpacked content of a stream; null where it is a picture or encrypted, or nothing may be unpacked any more.</summary>
    public ReadOnlyMemory<byte>? Unpack(PdfObject stream)
    {
        if (stream.Data is not { } data || IsLocked || !_budget.IsInTime()) return null;
        var (filters, settings) = FiltersOf(stream);
        var room = _budget.Room;
        if (room == 0)
        {
            _budget.NoteUnpacked();
            return null;
        }

        var unpacked = PdfFilters.Unpack(data, filters, settings, room + 1, _budget.TakeWork);
        if (unpacked is not { } whole || filters.Count == 0) return unpacked;
        _budget.Charge(Math.Min(whole.Length, room));
        if (whole.Length > room) _budget.NoteUnpacked();
        return whole;
    }

    /// <summary>The filters of a stream in their order, and the settings of each.</summary>
    public (List<string> Filters, List<PdfValue> Settings) FiltersOf(PdfObject stream)
    {
        var filter = Resolve(stream.Value["Filter"].Name is null && stream.Value["Filter"].Items is null && stream.Value["Filter"].Reference is null ? stream.Value["F"] : stream.Value["Filter"]);
        var setting = Resolve(stream.Value["DecodeParms"].Entries is null && stream.Value["DecodeParms"].Items is null && stream.Value["DecodeParms"].Reference is null ? stream.Value["DP"] : stream.Value["DecodeParms"]);
        List<string> filters = filter.Name is { } single ? [single] : [.. (filter.Items ?? []).Select(item => Resolve(item).Name ?? "")];
        return (filters, setting.Items is { } list ? [.. list.Select(Resolve)] : [setting]);
    }

    /// <summary>The first bytes of an unpacked stream for looking at pictures, which costs nothing of the budget of unpacking; null where it is encrypted or packed in ways not read.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="maxBytes">How much of it at most.</param>
    /// <param name="withoutPictureFilter">The last filter is that of a picture, and stays.</param>
    public ReadOnlyMemory<byte>? UnpackPart(PdfObject stream, long maxBytes, bool withoutPictureFilter)
    {
        if (stream.Data is not { } data || IsLocked) return null;
        var (filters, settings) = FiltersOf(stream);
        if (withoutPictureFilter) filters.RemoveAt(filters.Count - 1);
        // Predicted rows have a byte more each.
        return PdfFilters.Unpack(data, filters, settings, maxBytes + (maxBytes / 2) + 4096) is { } content ? content[..(int)Math.Min(content.Length, maxBytes)] : default(ReadOnlyMemory<byte>?);
    }

    private void FindObjects(ReadOnlyMemory<byte> content)
    {
        var bytes = content.Span;
        for (var at = 0; at < bytes.Length;)
        {
            var found = bytes[at..].IndexOf(" obj"u8);
            if (found < 0) break;
            var header = at + found;
            at = header + 4;
            if (!TryReadNumber(bytes, header, out var number)) continue;
            if (_objects.Count % 256 == 0 && !_budget.IsInTime()) return;
            if (!HasRoom()) return;
            var lexer = new PdfLexer(bytes, at, _memory);
            var value = lexer.Read();
            var raw = content[at..lexer.At];
            ReadOnlyMemory<byte>? data = null;
            if (value.Entries is not null)
            {
                lexer.SkipBlanks();
                if (lexer.Accept("stream"u8)) data = DataOf(content, lexer.At, value);
            }

            Add(new PdfObject(number, value, data) { Raw = raw, Position = header });
            at = data is { Length: > 0 } stream ? Math.Max(at, EndOf(content, stream)) : Math.Max(at, lexer.At);
        }
    }

    /// <summary>Room for one object more; false, with the limit noted, where there is none.</summary>
    private bool HasRoom()
    {
        if (_objects.Count >= MaxObjects) _budget.NoteUnpacked();
        _memory.Take(PdfMemory.ObjectBytes);
        IsCut = _objects.Count >= MaxObjects || _memory.IsUsedUp;
        return !IsCut;
    }

    private static int EndOf(ReadOnlyMemory<byte> content, ReadOnlyMemory<byte> part) =>
        System.Runtime.InteropServices.MemoryMarshal.TryGetArray(content, out var whole) && System.Runtime.InteropServices.MemoryMarshal.TryGetArray(part, out var piece) ? piece.Offset + piece.Count - whole.Offset : 0;

    private void Add(PdfObject item)
    {
        _objects.Add(item);
        _byNumber[item.Number] = item;
    }

    /// <summary>The number in front of "generation obj", read backwards.</summary>
    private static bool TryReadNumber(ReadOnlySpan<byte> bytes, int end, out int number)
    {
        number = 0;
        var at = end;
        while (at > 0 && char.IsAsciiDigit((char)bytes[at - 1])) at--;
        if (at == end || at == 0 || end - at > 5) return false;
        while (at > 0 && PdfLexer.IsBlank(bytes[at - 1])) at--;
        var numberEnd = at;
        while (at > 0 && char.IsAsciiDigit((char)bytes[at - 1]) && numberEnd - at < 9) at--;
        return at < numberEnd && int.TryParse(bytes[at..numberEnd], System.Globalization.CultureInfo.InvariantCulture, out number);
    }

    /// <summary>By the length where "endstream" follows it, otherwise up to the next "endstream".</summary>
    private static ReadOnlyMemory<byte> DataOf(ReadOnlyMemory<byte> content, int at, PdfValue dictionary)
    {
        var bytes = content.Span;
        if (at < bytes.Length && bytes[at] == '\r') at++;
        if (at < bytes.Length && bytes[at] == '\n') at++;
        if (dictionary["Length"].Number is >= 0 and var length && length <= bytes.Length - at)
        {
            var behind = bytes[(at + (int)length)..];
            if (behind[..Math.Min(behind.Length, 20)].IndexOf("endstream"u8) >= 0) return content.Slice(at, (int)length);
        }

        var end = bytes[at..].IndexOf("endstream"u8);
        return end < 0 ? content[at..] : content.Slice(at, end);
    }

    private void FindTrailers(ReadOnlySpan<byte> bytes)
    {
        for (var at = 0; Trailers.Count < 1000 && bytes[at..].IndexOf("trailer"u8) is >= 0 and var found;)
        {
            at += found + 7;
            var lexer = new PdfLexer(bytes, at, _memory);
            if (lexer.Read() is { Entries: not null } trailer) Trailers.Add(trailer);
        }

        foreach (var item in _objects)
            if (item.Value["Type"].Name == "XRef")
                Trailers.Add(item.Value);
        for (var at = 0; bytes[at..].IndexOf("%%EOF"u8) is >= 0 and var found; at += found + 5) Ends++;
        var last = bytes.LastIndexOf("startxref"u8);
        if (last < 0) return;
        var number = new PdfLexer(bytes, last + 9);
        if (number.Read().Number is not (>= 0 and var offset) || offset >= bytes.Length) return;
        var table = new PdfLexer(bytes, (int)offset);
        table.SkipBlanks();
        HasTable = table.Accept("xref"u8) || table.Read().Number is > 0;
    }

    /// <summary>Object streams (§7.5.7): pairs of number and offset, then the values.</summary>
    private void OpenObjectStreams()
    {
        foreach (var stream in _objects.Where(item => item.Value["Type"].Name == "ObjStm").ToList())
        {
            if (Unpack(stream) is not { } content) continue;
            var count = Math.Min(Resolve(stream.Value["N"]).Number ?? 0, 100_000);
            var first = Resolve(stream.Value["First"]).Number ?? 0;
            var header = new PdfLexer(content.Span);
            for (long i = 0; i < count; i++)
            {
                if (header.Read().Number is not (>= 0 and <= int.MaxValue and var number) || header.Read().Number is not (>= 0 and var offset)) break;
                if (first + offset >= content.Length || first < 0) continue;
                if (!HasRoom()) return;
                var lexer = new PdfLexer(content.Span, (int)(first + offset), _memory);
                var value = lexer.Read();
                // A later version of the file stands behind; a packed one does not replace what stands in the open there.
                var item = new PdfObject((int)number, value, null) { Raw = content[(int)(first + offset)..lexer.At], Position = stream.Position };
                _objects.Add(item);
                _byNumber.TryAdd((int)number, item);
            }
        }
    }
}
