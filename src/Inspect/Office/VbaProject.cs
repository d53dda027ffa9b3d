using System.Buffers.Binary;
using System.Text;

namespace Sekisho.Inspect.Office;

/// <summary>Finds the source of the VBA modules in a compound file (MS-OVBA §2.3.4): through the directory of the project, and without it by the mark of every module's first line.</summary>
internal static class VbaProject
{
    /// <summary>Most bytes of source read of one module.</summary>
    private const int MaxModuleBytes = 4 * 1024 * 1024;

    /// <summary>Most bytes of source of all modules; programs of a megabyte are large. Stops modules that are packed a thousandfold, or that share their streams.</summary>
    public const int MaxTotalBytes = 8 * 1024 * 1024;

    private const int MaxModules = 1000;

    /// <summary>The sources, one for each module; empty where there is no project.</summary>
    /// <param name="file">The compound file.</param>
    /// <param name="charge">Told the size of what was unpacked; false ends the search.</param>
    public static List<string> ReadSources(CompoundFile file, Func<long, bool> charge)
    {
        var sources = new List<string>();
        foreach (var directory in file.Entries.Where(entry => entry.IsStream && string.Equals(entry.Name, "dir", StringComparison.OrdinalIgnoreCase)).ToList())
        {
            var offsets = ReadOffsets(VbaCompression.Unpack(file.Open(directory, MaxModuleBytes).Span, MaxModuleBytes));
            foreach (var entry in file.Entries.Where(entry => entry.IsStream && entry.Folder == directory.Folder && entry != directory && !entry.Name.StartsWith('_')))
            {
                if (sources.Count >= MaxModules) return sources;
                var stream = file.Open(entry, MaxModuleBytes).Span;
                var start = offsets.TryGetValue(entry.Name, out var offset) && offset < stream.Length && stream[(int)offset] == 1 ? (int)offset : FindSource(stream);
                if (start < 0) continue;
                var source = VbaCompression.Unpack(stream[start..], MaxModuleBytes);
                if (source.Length == 0) continue;
                sources.Add(Encoding.Latin1.GetString(source));
                if (!charge(source.Length)) return sources;
            }
        }

        return sources;
    }

    /// <summary>A module's source begins with "Attribut" (the "e" is behind the next flag byte): in front of it are the container's mark, the chunk's header and the flags.</summary>
    private static int FindSource(ReadOnlySpan<byte> stream)
    {
        for (var at = 0; at < stream.Length;)
        {
            var found = stream[at..].IndexOf("\0Attribut"u8);
            if (found < 0) return -1;
            var start = at + found - 3;
            if (start >= 0 && stream[start] == 1) return start;
            at += found + 1;
        }

        return -1;
    }

    /// <summary>Where in each module's stream the source begins (§2.3.4.2.3.2): records of a number, a length and a value.</summary>
    private static Dictionary<string, uint> ReadOffsets(ReadOnlySpan<byte> directory)
    {
        var offsets = new Dictionary<string, uint>(StringComparer.OrdinalIgnoreCase);
        var stream = "";
        for (var at = 0; at + 6 <= directory.Length;)
        {
            int id = BinaryPrimitives.ReadUInt16LittleEndian(directory[at..]);
            var length = BinaryPrimitives.ReadUInt32LittleEndian(directory[(at + 2)..]);
            at += 6;
            // The version of the project says 4 and has 6 (§2.3.4.2.1.11).
            if (id == 9) length = 6;
            if (length > directory.Length - at) break;
            var value = directory.Slice(at, (int)length);
            if (id == 0x32) stream = Encoding.Unicode.GetString(value);
            else if (id == 0x1A) stream = Encoding.Latin1.GetString(value);
            else if (id == 0x31 && value.Length >= 4) offsets[stream] = BinaryPrimitives.ReadUInt32LittleEndian(value);
            at += (int)length;
        }

        return offsets;
    }
}
