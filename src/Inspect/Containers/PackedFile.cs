using System.Buffers.Binary;
using System.Text;
using Sekisho.Inspect.Containers.Compress;
using Sekisho.Inspect.Containers.Lz4;
using Sekisho.Inspect.Containers.Zstd;

namespace Sekisho.Inspect.Containers;

/// <summary>Opens files that hold one packed file: gzip (RFC 1952), bzip2, xz, lzma, lzip, Zstandard, LZ4, compress.</summary>
internal static class PackedFile
{
    /// <summary>Deflate packs no better than 1:1032 (RFC 1951: 258 bytes in two bits): a gzip file that claims more ends in something else than its size.</summary>
    private const long MaxDeflateRatio = 1032;

    /// <summary>Opens one. Its member has the name of the gzip header, or that of the packed file without its last extension.</summary>
    public static void Read(string kind, string fileName, ReadOnlyMemory<byte> content, ContainerVisit visit)
    {
        var name = kind == "gzip" ? NameInGzip(content.Span) ?? InnerNameOf(fileName) : InnerNameOf(fileName);
        var isWhole = true;
        var member = MemberUnpacking.Unpack(name, maxBytes => Unpack(kind, content, maxBytes, visit.Budget, out isWhole), visit.Budget);
        if (!isWhole || member.Content.IsEmpty && member.State == MemberState.Whole && content.Length > 40) visit.NoteBroken();
        // Of a form that is not read here (a dictionary), or not from its beginning.
        if (!isWhole && member.Content.IsEmpty) visit.Findings.Unread.Add(kind);
        // What was unpacked whole need not be counted.
        if (kind == "bzip2" && member.State == MemberState.Whole && visit.Budget.Room > 0) visit.JudgeSize(member.Content.Length, content.Length);
        else JudgeSize(kind, content, visit);
        visit.Add(member);
    }

    /// <summary>Judges what a file says of its size; bzip2 and .lzma without a size say nothing and are counted.</summary>
    private static void JudgeSize(string kind, ReadOnlyMemory<byte> content, ContainerVisit visit) => visit.JudgeSize(kind switch
    {
        "bzip2" => Bzip2Decoder.CountAtLeast(content.Span, ContainerVisit.BombFromBytes + 1, bytes => visit.Budget.IsInTime() && visit.Budget.TakeWork(bytes)),
        "lzma" when ClaimedBytes(kind, content.Span) == 0 && content.Length < ContainerVisit.BombFromBytes / ContainerVisit.BombRatio => LzmaCount.AtLeast(content.Span, ContainerVisit.BombFromBytes + 1, visit.Budget.IsInTime, visit.Budget.TakeWork),
        _ => ClaimedBytes(kind, content.Span),
    }, content.Length);

    private static ReadOnlyMemory<byte> Unpack(string kind, ReadOnlyMemory<byte> content, long maxBytes, UnpackBudget budget, out bool isWhole)
    {
        isWhole = true;
        return kind switch
        {
            "zstd" => ZstdDecoder.Decode(content.Span, maxBytes, budget.IsInTime, out isWhole, budget.TakeWork),
            "lz4" => Lz4Decoder.Decode(content.Span, maxBytes, out isWhole, budget.TakeWork),
            "compress" => LzwDecoder.Decode(content.Span, maxBytes, out isWhole, budget.TakeWork),
            _ => Unpack(kind, content, maxBytes, budget),
        };
    }

    private static ReadOnlyMemory<byte> Unpack(string kind, ReadOnlyMemory<byte> content, long maxBytes, UnpackBudget budget) => kind switch
    {
        "gzip" => Inflating.Gzip(content, maxBytes, budget.TakeWork),
        "bzip2" => Bzip2Decoder.Decode(content.Span, maxBytes, budget.TakeWork),
        "xz" => XzDecoder.Decode(content.Span, maxBytes, budget.TakeWork),
        "lzma" when budget.TakeWork(LzmaDecoder.TableBytes(content.Span)) => LzmaDecoder.DecodeAlone(content.Span, maxBytes, budget.TakeWork),
        "lzip" => LzmaDecoder.DecodeLzip(content.Span, maxBytes, budget.TakeWork),
        _ => ReadOnlyMemory<byte>.Empty,
    };

    /// <summary>How large the file says that its content is: gzip at its end, modulo 4 GiB; lzip at its end; xz in the index at its end; lzma and Zstandard, where it is known, at the beginning. 0 where nothing says so.</summary>
    private static long ClaimedBytes(string kind, ReadOnlySpan<byte> content) => Math.Max(0, kind switch
    {
        "gzip" when content.Length >= 18 && BinaryPrimitives.ReadUInt32LittleEndian(content[^4..]) is var size && size <= MaxDeflateRatio * content.Length => size,
        "lzip" when content.Length >= 26 => BinaryPrimitives.ReadInt64LittleEndian(content[^16..]),
        "lzma" when content.Length >= 13 => BinaryPrimitives.ReadInt64LittleEndian(content[5..]),
        "xz" => XzIndex.UnpackedBytes(content),
        "zstd" => ZstdFrames.UnpackedBytes(content),
        _ => 0,
    });

    /// <summary>"a.exe.gz" holds "a.exe", "a.tgz" holds "a.tar".</summary>
    private static string InnerNameOf(string fileName)
    {
        var dot = fileName.LastIndexOf('.');
        if (dot <= 0) return fileName;
        var inner = fileName[..dot];
        return fileName[dot..].ToLowerInvariant() is ".tgz" or ".tbz" or ".tbz2" or ".txz" or ".tzst" or ".taz" ? inner + ".tar" : inner;
    }

    private static string? NameInGzip(ReadOnlySpan<byte> content)
    {
        if (content.Length < 12 || (content[3] & 8) == 0) return null;
        var rest = content[10..];
        if ((content[3] & 4) != 0) rest = rest[Math.Min(rest.Length, 2 + rest[0] + (rest[1] << 8))..];
        var end = rest.IndexOf((byte)0);
        return end is > 0 and < 1024 ? Encoding.Latin1.GetString(rest[..end]) : null;
    }
}
