using System.Globalization;
using Sekisho.Kernel.Files;
using Sekisho.Ledger.Durability;
using Sekisho.TransparencyLog.Tiles;

namespace Sekisho.Ledger.Journal;

/// <summary>
/// The journal: files of fixed size, filled with zeros when they are made, so that a flush of a record changes nothing but its
/// blocks. They are written one after the other; one whose entries are all published is used again from its beginning. Which record
/// follows which is told by the indexes alone: what is left of an earlier use has lower ones.
/// </summary>
internal sealed class JournalFiles : IDisposable
{
    private readonly string _folder;
    private readonly int _segmentBytes;
    private readonly int _most;
    private readonly List<JournalSegment> _segments = [];
    private JournalSegment? _current;

    private JournalFiles(string folder, int segmentBytes, int most) => (_folder, _segmentBytes, _most) = (folder, segmentBytes, most);

    /// <summary>Opens the files that are there.</summary>
    public static JournalFiles Open(string folder, int segmentBytes, int most)
    {
        var journal = new JournalFiles(folder, segmentBytes, most);
        foreach (var path in PathsOf(folder))
        {
            var file = File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite, FileShare.Read);
            journal._segments.Add(new JournalSegment(path, file, RandomAccess.GetLength(file)));
        }

        return journal;
    }

    /// <summary>The files of a journal, without opening them for writing.</summary>
    public static IReadOnlyList<string> PathsOf(string folder) =>
        Directory.Exists(folder) ? [.. Directory.EnumerateFiles(folder, "journal.*").Where(path => !path.EndsWith(".new", StringComparison.Ordinal)).Order(StringComparer.Ordinal)] : [];

    /// <summary>
    /// The groups after <paramref name="size"/> entries, in order, as far as they follow one another without a hole. A group that was
    /// being written when the machine died is not among them: it was never acknowledged.
    /// </summary>
    public static IEnumerable<JournalGroup> GroupsAfter(string folder, long size)
    {
        // At most some hundred megabytes, read one file at a time, in the order of their first entries.
        var starts = PathsOf(folder).Select(path => (Path: path, First: FirstOf(path))).Where(file => file.First >= 0).OrderBy(file => file.First).ToList();
        foreach (var (path, _) in starts)
        {
            foreach (var group in GroupsOf(ReadAll(path)))
            {
                if (group.First > size) yield break;
                if (group.First < size) continue;
                yield return group;
                size = group.End;
            }
        }
    }

    /// <summary>Whether any record was ever written.</summary>
    public static bool HasRecords(string folder) => PathsOf(folder).Any(path => FirstOf(path) >= 0);

    /// <summary>Whether a record of that payload finds room now; makes or takes a segment for it.</summary>
    public bool TryMakeRoom(int payloadBytes, long publishedSize)
    {
        var space = JournalRecord.SpaceOf(payloadBytes);
        if (space > _segmentBytes) return false;
        if (_current is not null && _current.Size - _current.Used >= space) return true;
        var next = _segments.Find(segment => segment != _current && segment.End <= publishedSize && segment.Size >= space);
        if (next is null && _segments.Count < _most) next = Add();
        if (next is null) return false;
        next.Used = 0;
        next.End = 0;
        _current = next;
        return true;
    }

    /// <summary>Whether half of the segments that there may be hold entries that are not published.</summary>
    public bool IsPressed(long publishedSize) => _segments.Count(segment => segment.End > publishedSize) * 2 >= _most;

    /// <summary>Writes a record where <see cref="TryMakeRoom"/> has found room; when it returns, it is durable.</summary>
    public void Append(DurabilityOrder order, ReadOnlySpan<byte> record, long end)
    {
        var segment = _current ?? throw new InvalidOperationException("There is no room made.");
        order.CommitGroup(segment.File, record, segment.Used);
        segment.Used += JournalRecord.SpaceOf(record.Length - JournalRecord.HeaderBytes);
        segment.End = end;
    }

    public void Dispose()
    {
        foreach (var segment in _segments) segment.Dispose();
    }

    private JournalSegment Add()
    {
        // Under another name until it is whole: a crash leaves no half segment behind.
        var path = Path.Combine(_folder, "journal." + _segments.Count.ToString("00", CultureInfo.InvariantCulture));
        using (var file = new FileStream(path + ".new", new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, BufferSize = 0, UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite }))
        {
            var zeros = new byte[256 * 1024];
            for (long written = 0; written < _segmentBytes; written += zeros.Length) file.Write(zeros, 0, (int)Math.Min(zeros.Length, _segmentBytes - written));
            file.Flush(flushToDisk: true);
        }

        File.Move(path + ".new", path, overwrite: true);
        FolderSync.Flush(_folder);
        var segment = new JournalSegment(path, File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite, FileShare.Read), _segmentBytes);
        _segments.Add(segment);
        return segment;
    }

    /// <summary>The index of the first entry in a file; -1 when it holds no record.</summary>
    private static long FirstOf(string path)
    {
        using var first = GroupsOf(ReadAll(path)).GetEnumerator();
        return first.MoveNext() ? first.Current.First : -1;
    }

    private static byte[] ReadAll(string path)
    {
        using var file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var bytes = new byte[RandomAccess.GetLength(file)];
        var read = RandomAccess.Read(file, bytes, 0);
        return read == bytes.Length ? bytes : bytes[..read];
    }

    /// <summary>The records of one segment from its beginning, as long as each follows the one before.</summary>
    private static IEnumerable<JournalGroup> GroupsOf(byte[] bytes)
    {
        long next = -1;
        for (var at = 0; JournalRecord.TryRead(bytes.AsMemory(at), out var group) && (next < 0 || group.First == next) && HasWholeEntries(group);)
        {
            yield return group;
            next = group.End;
            at += JournalRecord.SpaceOf(group.Entries.Length + group.Checkpoint.Length);
            if (at >= bytes.Length) yield break;
        }
    }

    private static bool HasWholeEntries(JournalGroup group)
    {
        var rest = group.Entries.Span;
        var count = 0;
        while (EntryBundle.TryTake(ref rest, out _)) count++;
        return rest.IsEmpty && count == group.Count;
    }
}
