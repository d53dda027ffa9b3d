using System.Buffers.Binary;

namespace Sekisho.Inspect.Images.Tiff;

/// <summary>One directory of a TIFF file (TIFF 6.0 §2): what describes one page.</summary>
internal sealed class TiffDirectory
{
    /// <summary>Most fields that are looked at.</summary>
    private const int MaxFields = 200;

    /// <summary>Most numbers of one field. A page of 16 million pixels in strips of a row, or in tiles, has less.</summary>
    private const int MaxNumbers = 100_000;

    private readonly ReadOnlyMemory<byte> _file;
    private readonly bool _isBig;
    private readonly Dictionary<int, (int Type, int Count, int At)> _fields = [];

    private TiffDirectory(ReadOnlyMemory<byte> file, bool isBig) => (_file, _isBig) = (file, isBig);

    /// <summary>Where the next directory is; 0 for none.</summary>
    public long Next { get; private set; }

    /// <summary>Reads one; null where none can be.</summary>
    /// <param name="file">The whole file.</param>
    /// <param name="isBig">The highest byte comes first.</param>
    /// <param name="at">Where it begins.</param>
    public static TiffDirectory? Read(ReadOnlyMemory<byte> file, bool isBig, long at)
    {
        if (at < 8 || at + 2 > file.Length) return null;
        var directory = new TiffDirectory(file, isBig);
        var count = Math.Min(directory.Short((int)at), MaxFields);
        for (var i = 0; i < count; i++)
        {
            var entry = (int)at + 2 + (i * 12);
            if (entry + 12 > file.Length) return directory;
            int type = directory.Short(entry + 2), size = SizeOf(type);
            var numbers = directory.Long(entry + 4);
            if (size == 0 || numbers > int.MaxValue) continue;
            var place = numbers * size <= 4 ? entry + 8 : directory.Long(entry + 8);
            if (place + (numbers * size) > file.Length) numbers = Math.Max(0, (file.Length - place) / size);
            if (numbers > 0) directory._fields.TryAdd(directory.Short(entry), (type, (int)numbers, (int)place));
        }

        var end = at + 2 + (directory.Short((int)at) * 12L);
        if (end + 4 <= file.Length) directory.Next = directory.Long((int)end);
        return directory;
    }

    /// <summary>The first number of a field.</summary>
    public long Number(int tag, long otherwise) => _fields.TryGetValue(tag, out var field) ? At(field, 0) : otherwise;

    /// <summary>The numbers of a field; empty for none.</summary>
    public long[] Numbers(int tag)
    {
        if (!_fields.TryGetValue(tag, out var field)) return [];
        var numbers = new long[Math.Min(field.Count, MaxNumbers)];
        for (var i = 0; i < numbers.Length; i++) numbers[i] = At(field, i);
        return numbers;
    }

    /// <summary>The bytes of a field; empty for none.</summary>
    public ReadOnlyMemory<byte> Bytes(int tag) => _fields.TryGetValue(tag, out var field) ? _file.Slice(field.At, (int)Math.Min((long)field.Count * SizeOf(field.Type), _file.Length - field.At)) : default;

    private static int SizeOf(int type) => type switch { 1 or 2 or 6 or 7 => 1, 3 or 8 => 2, 4 or 9 => 4, _ => 0 };

    private long At((int Type, int Count, int At) field, int index) => SizeOf(field.Type) switch
    {
        1 => _file.Span[field.At + index],
        2 => Short(field.At + (index * 2)),
        _ => Long(field.At + (index * 4)),
    };

    private int Short(int at) => _isBig ? BinaryPrimitives.ReadUInt16BigEndian(_file.Span[at..]) : BinaryPrimitives.ReadUInt16LittleEndian(_file.Span[at..]);

    private long Long(int at) => _isBig ? BinaryPrimitives.ReadUInt32BigEndian(_file.Span[at..]) : BinaryPrimitives.ReadUInt32LittleEndian(_file.Span[at..]);
}
