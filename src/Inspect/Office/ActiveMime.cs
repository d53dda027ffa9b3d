using Sekisho.Inspect.Containers;

namespace Sekisho.Inspect.Office;

/// <summary>Reads the wrapping that Office puts around compound files in web pages and XML ("ActiveMime"): a header, then zlib data.</summary>
internal static class ActiveMime
{
    /// <summary>Where the packed data may begin: programs write it at 0x32, Office also takes it elsewhere.</summary>
    private const int SearchBytes = 2048;

    /// <summary>Reads one; false where it is none.</summary>
    public static bool Read(ReadOnlyMemory<byte> content, ContainerVisit visit)
    {
        if (!content.Span.StartsWith("ActiveMime"u8)) return false;
        var at = 0x32 < content.Length && content.Span[0x32] == 0x78 ? 0x32 : content.Span[..Math.Min(content.Length, SearchBytes)].IndexOf((byte)0x78);
        if (at < 0) return true;
        var packed = content[at..];
        visit.Add(MemberUnpacking.Unpack("", maxBytes => Inflating.Zlib(packed, maxBytes), visit.Budget) with { Word = "object", IsInner = true });
        return true;
    }
}
