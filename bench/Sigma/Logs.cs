using System.Buffers.Binary;
using System.Formats.Tar;
using System.IO.Compression;

namespace Sekisho.Bench.Sigma;

/// <summary>Logs in memory: files as they are, or packed in zip, tar.gz and gz.</summary>
internal static class Logs
{
    public static List<byte[]> Read(IEnumerable<string> paths, long maxBytes)
    {
        var logs = new List<byte[]>();
        long total = 0;
        foreach (var path in paths.SelectMany(path => Directory.Exists(path) ? Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal) : Enumerable.Repeat(path, 1)))
        {
            foreach (var content in Contents(path))
            {
                if (content.AsSpan().TrimStart(" \r\n\t\u00EF\u00BB\u00BF"u8) is not [(byte)'{' or (byte)'[', ..]) continue;
                logs.Add(content);
                total += content.Length;
                if (total >= maxBytes) return logs;
            }
        }

        return logs;
    }

    /// <summary>Windows event logs: .evtx and .evtx.gz.</summary>
    public static List<byte[]> ReadEvtx(IEnumerable<string> paths, long maxBytes)
    {
        var logs = new List<byte[]>();
        long total = 0;
        foreach (var path in paths.Where(Path.Exists).SelectMany(path => Directory.Exists(path) ? Directory.EnumerateFiles(path, "*.evtx*", SearchOption.AllDirectories).Order(StringComparer.Ordinal) : Enumerable.Repeat(path, 1)))
        {
            var content = path.EndsWith(".gz", StringComparison.Ordinal) ? Copy(new GZipStream(File.OpenRead(path), CompressionMode.Decompress)) : File.ReadAllBytes(path);
            logs.Add(content);
            total += content.Length;
            if (total >= maxBytes) break;
        }

        return logs;
    }

    /// <summary>The bytes of an event log that records take: chunks are 64 KiB, and those of small logs are mostly empty.</summary>
    public static long UsedBytes(byte[] log)
    {
        long used = 0;
        for (var at = 4096; at + 512 <= log.Length; at += 65_536)
            if (log.AsSpan(at).StartsWith("ElfChnk\0"u8)) used += Math.Min(BinaryPrimitives.ReadUInt32LittleEndian(log.AsSpan(at + 48)), 65_536);
        return used;
    }

    private static IEnumerable<byte[]> Contents(string path)
    {
        if (path.EndsWith(".zip", StringComparison.Ordinal))
        {
            using var archive = ZipFile.OpenRead(path);
            foreach (var entry in archive.Entries) yield return Copy(entry.Open());
        }
        else if (path.EndsWith(".tar.gz", StringComparison.Ordinal))
        {
            using var tar = new TarReader(new GZipStream(File.OpenRead(path), CompressionMode.Decompress));
            while (tar.GetNextEntry() is { } entry)
                if (entry.DataStream is { } data) yield return Copy(data);
        }
        else if (path.EndsWith(".json", StringComparison.Ordinal) || path.EndsWith(".jsonl", StringComparison.Ordinal))
        {
            yield return File.ReadAllBytes(path);
        }
    }

    private static byte[] Copy(Stream stream)
    {
        using var memory = new MemoryStream();
        using (stream) stream.CopyTo(memory);
        return memory.ToArray();
    }
}
