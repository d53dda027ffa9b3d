using System.Buffers.Binary;
using System.Text;

namespace Sekisho.Inspect.Office;

/// <summary>
/// Reads compound files (MS-CFB): a file system in a file, with two sizes of sectors and chains through a table. Total on
/// any bytes: chains that run in circles end after as many sectors as the file has.
/// </summary>
internal sealed class CompoundFile
{
    private const int EntryBytes = 128;
    private const uint EndOfChain = 0xFFFFFFF0;

    /// <summary>Most entries of the directory that are read.</summary>
    private const int MaxEntries = 20_000;

    /// <summary>Streams are copied, and then read as documents, code or text.</summary>
    private const int WorkOfByte = 8;

    private readonly ReadOnlyMemory<byte> _content;
    private readonly int _shift;
    private readonly int _miniShift;
    private readonly uint _miniCutoff;
    private readonly uint[] _table;
    private readonly uint[] _miniTable;
    private readonly ReadOnlyMemory<byte> _mini;
    private readonly List<uint> _miniChain;
    private long _opened;

    private CompoundFile(ReadOnlyMemory<byte> content)
    {
        _content = content;
        var header = content.Span;
        _shift = BinaryPrimitives.ReadUInt16LittleEndian(header[0x1E..]) == 12 ? 12 : 9;
        _miniShift = 6;
        _miniCutoff = Math.Min(BinaryPrimitives.ReadUInt32LittleEndian(header[0x38..]), 0x10000);
        _table = ReadTable();
        var directory = ReadChain(BinaryPrimitives.ReadUInt32LittleEndian(header[0x30..]), long.MaxValue);
        _miniTable = ToNumbers(ReadChain(BinaryPrimitives.ReadUInt32LittleEndian(header[0x3C..]), long.MaxValue).Span);
        var raw = ReadEntries(directory.Span);
        _mini = raw.Count > 0 ? ReadChain(raw[0].Start, raw[0].Bytes) : ReadOnlyMemory<byte>.Empty;
        _miniChain = raw.Count > 0 ? FollowChain(raw[0].Start, _table, (_content.Length >> _shift) + 1, raw[0].Bytes, _shift) : [];
        Entries = WithPaths(raw);
    }

    /// <summary>Streams and storages with their paths, the root left out; those in no folder stand at the end under their bare name.</summary>
    public IReadOnlyList<CompoundEntry> Entries { get; }

    /// <summary>Reads the directory of a file; null where it has no header of one.</summary>
    public static CompoundFile? Read(ReadOnlyMemory<byte> content) => IsOne(content.Span) ? new CompoundFile(content) : null;

    /// <summary>Whether the content begins as a compound file does.</summary>
    public static bool IsOne(ReadOnlySpan<byte> content) => content.Length >= 512 && content.StartsWith((ReadOnlySpan<byte>)[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]);

    /// <summary>The stream with this path (any case), or null.</summary>
    public CompoundEntry? Find(string path) => Entries.FirstOrDefault(entry => entry.IsStream && string.Equals(entry.Path, path, StringComparison.OrdinalIgnoreCase));

    /// <summary>Told how much work it is where streams lie within each other; false ends it. Thousands of streams can be the same megabytes.</summary>
    public Func<long, bool>? Work { get; set; }

    /// <summary>Content of a stream, cut to so many bytes.</summary>
    public ReadOnlyMemory<byte> Open(CompoundEntry entry, long maxBytes = long.MaxValue)
    {
        var bytes = Math.Min(entry.Bytes, maxBytes);

        // Readers open some streams twice; together honest ones are no longer than the file.
        var given = Math.Min(bytes, _content.Length);
        _opened += given;
        if (_opened > 2L * _content.Length && Work is { } work && !work(given * WorkOfByte)) return ReadOnlyMemory<byte>.Empty;
        return entry.Bytes < _miniCutoff ? ReadMiniChain(entry.Start, bytes) : ReadChain(entry.Start, bytes);
    }

    /// <summary>Where in the file the bytes of a stream lie, to the ends of its sectors: first byte and length of each piece.</summary>
    public IEnumerable<(int Start, int Length)> PlacesOf(CompoundEntry entry)
    {
        var isMini = entry.Bytes < _miniCutoff;
        var chain = isMini ? FollowChain(entry.Start, _miniTable, (_mini.Length >> _miniShift) + 1, entry.Bytes, _miniShift) : FollowChain(entry.Start, _table, (_content.Length >> _shift) + 1, entry.Bytes, _shift);
        foreach (var sector in chain)
        {
            var inside = (long)sector << _miniShift;
            if (isMini && inside >> _shift >= _miniChain.Count) continue;
            var at = isMini ? (((long)_miniChain[(int)(inside >> _shift)] + 1) << _shift) + (inside & ((1 << _shift) - 1)) : ((long)sector + 1) << _shift;
            if (at < _content.Length) yield return ((int)at, (int)Math.Min(1 << (isMini ? _miniShift : _shift), _content.Length - at));
        }
    }

    /// <summary>The table's sectors: 109 named in the header, further ones in a chain of their own.</summary>
    private uint[] ReadTable()
    {
        var header = _content.Span;
        var sectors = new List<uint>();
        for (var i = 0; i < 109; i++) sectors.Add(BinaryPrimitives.ReadUInt32LittleEndian(header[(0x4C + (i * 4))..]));
        var next = BinaryPrimitives.ReadUInt32LittleEndian(header[0x44..]);
        var max = (_content.Length >> _shift) + 1;
        for (var i = 0; i < max && next < EndOfChain && SectorOf(next) is { IsEmpty: false } sector; i++)
        {
            var numbers = ToNumbers(sector.Span);
            if (numbers.Length < 2 || sectors.Count + numbers.Length > max + 256) break;
            sectors.AddRange(numbers[..^1]);
            next = numbers[^1];
        }

        var table = new List<uint>();
        foreach (var sector in sectors)
        {
            if (sector >= EndOfChain || table.Count > max) continue;
            table.AddRange(ToNumbers(SectorOf(sector).Span));
        }

        return [.. table];
    }

    private ReadOnlyMemory<byte> SectorOf(uint number)
    {
        var at = ((long)number + 1) << _shift;
        return at >= _content.Length ? ReadOnlyMemory<byte>.Empty : _content.Slice((int)at, (int)Math.Min(1 << _shift, _content.Length - at));
    }

    /// <summary>The sectors of a chain in one piece: a slice where they lie one behind the other, as they mostly do.</summary>
    private ReadOnlyMemory<byte> ReadChain(uint start, long bytes)
    {
        var chain = FollowChain(start, _table, (_content.Length >> _shift) + 1, bytes, _shift);
        if (chain.Count == 0) return ReadOnlyMemory<byte>.Empty;
        var total = (int)Math.Min((long)chain.Count << _shift, bytes);
        if (IsContiguous(chain))
        {
            var at = ((long)chain[0] + 1) << _shift;
            return at >= _content.Length ? ReadOnlyMemory<byte>.Empty : _content.Slice((int)at, (int)Math.Min(total, _content.Length - at));
        }

        var buffer = new byte[total];
        for (var i = 0; i < chain.Count; i++)
        {
            var sector = SectorOf(chain[i]).Span;
            var at = i << _shift;
            sector[..Math.Min(sector.Length, total - at)].CopyTo(buffer.AsSpan(at));
        }

        return buffer;
    }

    private ReadOnlyMemory<byte> ReadMiniChain(uint start, long bytes)
    {
        var chain = FollowChain(start, _miniTable, (_mini.Length >> _miniShift) + 1, bytes, _miniShift);
        var total = (int)Math.Min((long)chain.Count << _miniShift, bytes);
        var buffer = new byte[total];
        for (var i = 0; i < chain.Count; i++)
        {
            var from = (long)chain[i] << _miniShift;
            if (from >= _mini.Length) continue;
            var at = i << _miniShift;
            var sector = _mini.Span.Slice((int)from, (int)Math.Min(1 << _miniShift, _mini.Length - from));
            sector[..Math.Min(sector.Length, total - at)].CopyTo(buffer.AsSpan(at));
        }

        return buffer;
    }

    private static List<uint> FollowChain(uint start, uint[] table, int maxSectors, long bytes, int shift)
    {
        var chain = new List<uint>();
        var needed = bytes == long.MaxValue ? maxSectors : Math.Min(maxSectors, (bytes + (1L << shift) - 1) >> shift);
        for (var sector = start; sector < EndOfChain && chain.Count < needed; sector = sector < table.Length ? table[sector] : EndOfChain) chain.Add(sector);
        return chain;
    }

    private static bool IsContiguous(List<uint> chain)
    {
        for (var i = 1; i < chain.Count; i++)
            if (chain[i] != chain[i - 1] + 1)
                return false;
        return true;
    }

    private static uint[] ToNumbers(ReadOnlySpan<byte> bytes)
    {
        var numbers = new uint[bytes.Length / 4];
        for (var i = 0; i < numbers.Length; i++) numbers[i] = BinaryPrimitives.ReadUInt32LittleEndian(bytes[(i * 4)..]);
        return numbers;
    }

    private List<RawEntry> ReadEntries(ReadOnlySpan<byte> directory)
    {
        var entries = new List<RawEntry>();
        for (var at = 0; at + EntryBytes <= directory.Length && entries.Count < MaxEntries; at += EntryBytes)
        {
            var entry = directory.Slice(at, EntryBytes);
            var nameBytes = Math.Clamp(BinaryPrimitives.ReadUInt16LittleEndian(entry[0x40..]) - 2, 0, 62);
            var bytes = _shift == 12 ? BinaryPrimitives.ReadInt64LittleEndian(entry[0x78..]) : BinaryPrimitives.ReadUInt32LittleEndian(entry[0x78..]);
            entries.Add(new RawEntry(
                Encoding.Unicode.GetString(entry[..nameBytes]), entry[0x42], BinaryPrimitives.ReadUInt32LittleEndian(entry[0x44..]), BinaryPrimitives.ReadUInt32LittleEndian(entry[0x48..]),
                BinaryPrimitives.ReadUInt32LittleEndian(entry[0x4C..]), BinaryPrimitives.ReadUInt32LittleEndian(entry[0x74..]), Math.Clamp(bytes, 0, int.MaxValue), new Guid(entry.Slice(0x50, 16))));
        }

        return entries;
    }

    private static List<CompoundEntry> WithPaths(List<RawEntry> raw)
    {
        var entries = new List<CompoundEntry>();
        if (raw.Count == 0) return entries;
        var seen = new bool[raw.Count];
        seen[0] = true;
        var waiting = new Stack<(uint Index, string Folder)>();
        waiting.Push((raw[0].Child, ""));
        while (waiting.TryPop(out var next))
        {
            if (next.Index >= raw.Count || seen[next.Index]) continue;
            seen[next.Index] = true;
            var entry = raw[(int)next.Index];
            waiting.Push((entry.Left, next.Folder));
            waiting.Push((entry.Right, next.Folder));
            var path = next.Folder + entry.Name;
            if (path.Length > 1000) continue;
            if (entry.Type == 1) waiting.Push((entry.Child, path + "/"));
            entries.Add(entry.ToEntry(path));
        }

        // What no folder names is still there for programs that look for it.
        for (var i = 1; i < raw.Count; i++)
            if (!seen[i] && raw[i].Type is 1 or 2)
                entries.Add(raw[i].ToEntry(raw[i].Name));
        return entries;
    }

    private readonly record struct RawEntry(string Name, byte Type, uint Left, uint Right, uint Child, uint Start, long Bytes, Guid Class)
    {
        public CompoundEntry ToEntry(string path) => new(path, Type == 2, Start, Bytes, Class);
    }
}
