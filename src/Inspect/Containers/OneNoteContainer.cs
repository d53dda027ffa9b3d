using System.Buffers.Binary;

namespace Sekisho.Inspect.Containers;

/// <summary>Finds the files embedded in OneNote sections (MS-ONESTORE §2.6.13, FileDataStoreObject), by their GUID: one click opens them.</summary>
internal static class OneNoteContainer
{
    /// <summary>GUID, length, eight bytes unused, eight reserved.</summary>
    private const int HeadBytes = 36;

    private static ReadOnlySpan<byte> Guid => [0xE7, 0x16, 0xE3, 0xBD, 0x65, 0x26, 0x11, 0x45, 0xA4, 0xC4, 0x8D, 0x4D, 0x0B, 0x7A, 0x9E, 0xAC];

    /// <summary>Reads all of them. Their names are kept elsewhere and not read.</summary>
    public static void Read(ReadOnlyMemory<byte> content, ContainerVisit visit)
    {
        var at = 0;
        while (true)
        {
            var found = content.Span[at..].IndexOf(Guid);
            if (found < 0 || content.Length - at - found < HeadBytes) return;
            at += found;
            var length = (long)Math.Min(BinaryPrimitives.ReadUInt64LittleEndian(content.Span[(at + 16)..]), int.MaxValue);
            at += HeadBytes;
            var body = content.Slice(at, (int)Math.Min(length, content.Length - at));
            if (!visit.Budget.TakeLook() || !visit.Add(new Member("") { Content = body, Word = "embedded file" })) return;
            at += body.Length;
        }
    }
}
