using System.Buffers.Binary;

namespace Sekisho.Inspect.Containers;

/// <summary>Opens 7z files: names, encryption, and the content of what one method packs (copy, LZMA, LZMA2, deflate).</summary>
internal static class SevenZipContainer
{
    private const int SignatureHeaderBytes = 32;

    /// <summary>Headers beyond this are not unpacked, in bytes; a hundred thousand names have room.</summary>
    private const int MaxHeaderBytes = 8 * 1024 * 1024;

    /// <summary>Reads the listing, and the members as far as they can be unpacked.</summary>
    public static void Read(ReadOnlyMemory<byte> content, ContainerVisit visit)
    {
        if (Locate(content) is not { } raw || ReadHeader(content, raw, visit) is not { } header) return;
        if (header.Folders.Exists(folder => folder.IsEncrypted))
        {
            visit.Findings.Encrypted.Add(visit.Label);
            visit.NoteEncrypted("7z, AES-256");
        }

        var (file, stream, pack) = (0, 0, 0);
        var at = SignatureHeaderBytes + header.PackPosition;
        for (var i = 0; i < header.Folders.Count && file < header.Names.Count; i++)
        {
            var folder = header.Folders[i];
            var packed = Slice(content, at, header.PackSizes.ElementAtOrDefault(pack));
            for (var j = 0; j < folder.PackedStreams; j++) at += header.PackSizes.ElementAtOrDefault(pack++);
            var room = visit.Budget.Room;
            var unpacked = room > 0 && visit.Budget.IsInTime() ? folder.Unpack(packed, room) : null;
            if (unpacked is { } charged) visit.Budget.Charge(charged.Length);
            if (!folder.IsEncrypted && folder.Size > room) visit.Budget.NoteUnpacked();
            long offset = 0;
            for (var left = folder.Files; left > 0 && file < header.Names.Count; file++)
            {
                if (!header.HasContent[file])
                {
                    if (!visit.Add(new Member(header.Names[file]) { State = MemberState.Listed })) return;
                    continue;
                }

                var size = header.FileSizes.Count == 0 ? folder.Size : header.FileSizes.ElementAtOrDefault(stream++);
                var member = new Member(header.Names[file]) { State = folder.IsEncrypted ? MemberState.Encrypted : MemberState.Listed };
                if (unpacked is { } whole && visit.Budget.TakeLook()) member = member with { State = MemberState.Whole, Content = Slice(whole, offset, size) };
                (offset, left) = (offset + size, left - 1);
                if (!visit.Add(member)) return;
            }
        }

        for (; file < header.Names.Count; file++)
            if (!visit.Add(new Member(header.Names[file]) { State = MemberState.Listed }))
                return;
    }

    private static ReadOnlyMemory<byte>? Locate(ReadOnlyMemory<byte> content)
    {
        if (content.Length < SignatureHeaderBytes) return null;
        var offset = BinaryPrimitives.ReadInt64LittleEndian(content.Span[12..]);
        var size = BinaryPrimitives.ReadInt64LittleEndian(content.Span[20..]);
        return offset < 0 || size <= 0 ? null : Slice(content, SignatureHeaderBytes + Math.Min(offset, int.MaxValue), size);
    }

    /// <summary>Most headers are packed themselves, and may be encrypted: then not even the names can be seen.</summary>
    private static SevenZipHeader? ReadHeader(ReadOnlyMemory<byte> content, ReadOnlyMemory<byte> raw, ContainerVisit visit)
    {
        for (var level = 0; level < 3 && !raw.IsEmpty; level++)
        {
            var header = new SevenZipHeader();
            if (!header.Read(raw.Span)) break;
            if (raw.Span[0] != 0x17) return header;
            if (header.Folders.Count == 0) break;
            if (header.Folders[0].IsEncrypted)
            {
                visit.Findings.Encrypted.Add(visit.Label);
                visit.NoteEncrypted("7z, AES-256, names too");
                return null;
            }

            var packed = Slice(content, SignatureHeaderBytes + header.PackPosition, header.PackSizes.ElementAtOrDefault(0));
            raw = header.Folders[0].Unpack(packed, MaxHeaderBytes) ?? ReadOnlyMemory<byte>.Empty;
        }

        visit.NoteBroken();
        return null;
    }

    private static ReadOnlyMemory<byte> Slice(ReadOnlyMemory<byte> bytes, long start, long length)
    {
        start = Math.Clamp(start, 0, bytes.Length);
        return bytes.Slice((int)start, (int)Math.Clamp(length, 0, bytes.Length - start));
    }
}
