using System.IO.Compression;
using System.Text;

namespace Sekisho.MailAuth.Reports.Files;

/// <summary>Takes the packing off: gzip (RFC 1952), zip, both within each other by mistake; bounded, without exceptions.</summary>
internal static class Unpacking
{
    /// <summary>The documents in a file; what was damaged or too large is told.</summary>
    public static List<(string Name, ReadOnlyMemory<byte> Content)> Unpack(string name, ReadOnlyMemory<byte> file, ReportLimits limits, ReportProblems problems)
    {
        var found = new List<(string, ReadOnlyMemory<byte>)>();
        // One budget for everything: sixteen members of 32 MiB would be half a gigabyte.
        var budget = (long)limits.MaxBytes;
        Unpack(name, file, 0, limits, problems, found, ref budget);
        return found;
    }

    private static void Unpack(
        string name, ReadOnlyMemory<byte> file, int layer, ReportLimits limits, ReportProblems problems, List<(string, ReadOnlyMemory<byte>)> found, ref long budget)
    {
        var isGzip = file.Span.StartsWith((ReadOnlySpan<byte>)[0x1F, 0x8B]);
        var isZip = file.Span.StartsWith("PK\x03\x04"u8);
        if (!isGzip && !isZip)
        {
            found.Add((name, file));
            return;
        }

        if (layer >= limits.MaxLayers)
        {
            problems.Add(FormattableString.Invariant($"It is packed more than {limits.MaxLayers} times."));
            return;
        }

        if (isGzip)
        {
            using var stream = new GZipStream(Open(file), CompressionMode.Decompress);
            var content = Take(stream, problems, ref budget);
            if (content is null && budget >= 0 && BehindGzipHeader(file) is { Length: > 0 } data)
            {
                // The check at the end is wrong, and the base library then gives nothing of a small file: without the check.
                using var plain = new DeflateStream(Open(data), CompressionMode.Decompress);
                content = Take(plain, problems, ref budget);
            }

            if (content is not null) Unpack(name, content, layer + 1, limits, problems, found, ref budget);
            return;
        }

        foreach (var (member, content) in Members(file, limits, problems, ref budget)) Unpack(member, content, layer + 1, limits, problems, found, ref budget);
    }

    private static List<(string Name, byte[] Content)> Members(ReadOnlyMemory<byte> file, ReportLimits limits, ReportProblems problems, ref long budget)
    {
        var members = new List<(string, byte[])>();
        try
        {
            using var zip = new ZipArchive(Open(file), ZipArchiveMode.Read, leaveOpen: false, Encoding.UTF8);
            foreach (var entry in zip.Entries)
            {
                if (entry.FullName.EndsWith('/')) continue;
                if (members.Count >= limits.MaxFiles)
                {
                    problems.Add(FormattableString.Invariant($"The zip has more than {limits.MaxFiles} members."));
                    break;
                }

                if (entry.IsEncrypted)
                {
                    problems.Add("A member of the zip is encrypted.");
                    continue;
                }

                using var stream = entry.Open();
                if (Take(stream, problems, ref budget) is { } content) members.Add((entry.FullName, content));
            }
        }
        catch (Exception exception) when (exception is InvalidDataException or IOException or NotSupportedException or ArgumentException or OverflowException)
        {
            // What the base library says to damaged zips.
            problems.Add("The zip is damaged.");
        }

        return members;
    }

    /// <summary>All that a stream gives; null, with the problem told, where it is more than there is room for.</summary>
    private static byte[]? Take(Stream stream, ReportProblems problems, ref long budget)
    {
        var buffer = new byte[16 * 1024];
        using var content = new MemoryStream();
        try
        {
            while (stream.Read(buffer) is > 0 and var read)
            {
                budget -= read;
                if (budget < 0)
                {
                    problems.Add("It unpacks to more than the limit.");
                    return null;
                }

                content.Write(buffer, 0, read);
            }
        }
        catch (Exception exception) when (exception is InvalidDataException or IOException or NotSupportedException)
        {
            // What came before the damage is still read: some programs write wrong check sums and trailing bytes.
            problems.Add("The packed data is damaged.");
        }

        return content.Length == 0 ? null : content.ToArray();
    }

    // RFC 1952 §2.3
    private static ReadOnlyMemory<byte> BehindGzipHeader(ReadOnlyMemory<byte> file)
    {
        var bytes = file.Span;
        if (bytes.Length < 18 || bytes[2] != 8) return default;
        var flags = bytes[3];
        var at = 10;
        if ((flags & 4) != 0) at += 2 + bytes[at] + (bytes[at + 1] << 8);
        for (var text = 8; text <= 16; text <<= 1)
        {
            if ((flags & text) == 0 || at >= bytes.Length) continue;
            var end = bytes[at..].IndexOf((byte)0);
            if (end < 0) return default;
            at += end + 1;
        }

        if ((flags & 2) != 0) at += 2;
        return at < bytes.Length ? file[at..] : default;
    }

    private static MemoryStream Open(ReadOnlyMemory<byte> bytes) =>
        System.Runtime.InteropServices.MemoryMarshal.TryGetArray(bytes, out var segment)
            ? new MemoryStream(segment.Array!, segment.Offset, segment.Count, writable: false)
            : new MemoryStream(bytes.ToArray(), writable: false);
}
