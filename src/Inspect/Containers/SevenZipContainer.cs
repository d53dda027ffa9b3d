using System.Buffers.Binary;
using Sekisho.Inspect.Containers.Locks;

namespace Sekisho.Inspect.Containers;

/// <summary>Opens 7z files: names, encryption, and the content, that of encrypted ones with a word of the message.</summary>
internal static class SevenZipContainer
{
    private const int SignatureHeaderBytes = 32;

    /// <summary>Headers beyond this are not unpacked, in bytes; a hundred thousand names have room.</summary>
    private const int MaxHeaderBytes = 8 * 1024 * 1024;

    /// <summary>Reads the listing, and the members as far as they can be unpacked.</summary>
    public static void Read(ReadOnlyMemory<byte> content, ContainerVisit visit)
    {
        var keys = new SevenZipLock(visit);
        if (Locate(content) is not { } raw || ReadHeader(content, raw, keys, visit) is not { } header) return;
        var places = PlacesOf(header, content);
        if (header.Folders.Exists(folder => folder.IsEncrypted))
        {
            if (visit.Findings.Encrypted.Add(visit.Label)) visit.NoteEncrypted("7z, AES-256");
            Search(header, places, keys);
        }

        var (file, stream) = (0, 0);
        for (var i = 0; i < header.Folders.Count && file < header.Names.Count; i++)
        {
            var folder = header.Folders[i];
            var unpacked = Unpack(folder, places[i], keys, visit);
            var isClosed = unpacked is null && folder.IsEncrypted;
            long offset = 0;
            for (var left = folder.Files; left > 0 && file < header.Names.Count; file++)
            {
                if (!header.HasContent[file])
                {
                    if (!visit.Add(new Member(header.Names[file]) { State = MemberState.Listed })) return;
                    continue;
                }

                var size = header.FileSizes.Count == 0 ? folder.Size : header.FileSizes.ElementAtOrDefault(stream++);
                var member = new Member(header.Names[file]) { State = isClosed ? MemberState.Encrypted : MemberState.Listed };
                if (unpacked is { } whole && visit.Budget.TakeLook()) member = member with { State = MemberState.Whole, Content = Slice(whole, offset, size) };
                (offset, left) = (offset + size, left - 1);
                if (!visit.Add(member)) return;
            }
        }

        for (; file < header.Names.Count; file++)
            if (!visit.Add(new Member(header.Names[file]) { State = MemberState.Listed }))
                return;
    }

    /// <summary>The packed bytes of each run.</summary>
    private static List<List<ReadOnlyMemory<byte>>> PlacesOf(SevenZipHeader header, ReadOnlyMemory<byte> content)
    {
        var places = new List<List<ReadOnlyMemory<byte>>>();
        var (at, pack) = (SignatureHeaderBytes + header.PackPosition, 0);
        foreach (var folder in header.Folders)
        {
            var streams = new List<ReadOnlyMemory<byte>>();
            for (var i = 0; i < folder.PackedStreams; i++)
            {
                var bytes = header.PackSizes.ElementAtOrDefault(pack++);
                streams.Add(Slice(content, at, bytes));
                at = Math.Min(long.MaxValue / 2, at + bytes);
            }

            places.Add(streams);
        }

        return places;
    }

    /// <summary>The word is looked for on the smallest run: the check costs least on it.</summary>
    private static void Search(SevenZipHeader header, List<List<ReadOnlyMemory<byte>>> places, SevenZipLock keys)
    {
        var (least, at, stream) = (-1, 0, 0);
        for (var i = 0; i < header.Folders.Count; stream += header.Folders[i].Files, i++)
        {
            var folder = header.Folders[i];
            if (!folder.IsEncrypted || folder.Files == 0 || least >= 0 && folder.Size >= header.Folders[least].Size) continue;
            (least, at) = (i, stream);
        }

        if (least < 0) return;
        var found = header.Folders[least];
        var hasFiles = header.FileSizes.Count > at;
        keys.Search(found, places[least], hasFiles ? header.FileSizes[at] : found.Size, hasFiles ? header.FileCrcs.ElementAtOrDefault(at) : found.Crc);
    }

    private static ReadOnlyMemory<byte>? Unpack(SevenZipFolder folder, List<ReadOnlyMemory<byte>> packed, SevenZipLock keys, ContainerVisit visit)
    {
        var room = visit.Budget.Room;
        if (room <= 0 || !visit.Budget.IsInTime())
        {
            if (!folder.IsEncrypted && folder.Size > 0) visit.Budget.NoteUnpacked();
            return null;
        }

        var unpacked = folder.Unpack(packed, room, keys.Decrypt, visit.Budget);
        if (unpacked is { } charged)
        {
            visit.Budget.Charge(charged.Length);
            if (folder.Size > room) visit.Budget.NoteUnpacked();
        }
        else if (!folder.IsEncrypted) visit.Findings.Unread.Add("7z");
        else if (keys.Word is not null) visit.Findings.Sealed.Add($"{visit.Label}: a part that the same word does not open");
        return unpacked;
    }

    private static ReadOnlyMemory<byte>? Locate(ReadOnlyMemory<byte> content)
    {
        if (content.Length < SignatureHeaderBytes) return null;
        var offset = BinaryPrimitives.ReadInt64LittleEndian(content.Span[12..]);
        var size = BinaryPrimitives.ReadInt64LittleEndian(content.Span[20..]);
        return offset < 0 || size <= 0 ? null : Slice(content, SignatureHeaderBytes + Math.Min(offset, int.MaxValue), size);
    }

    /// <summary>Most headers are packed themselves, and may be encrypted: then not even the names can be seen.</summary>
    private static SevenZipHeader? ReadHeader(ReadOnlyMemory<byte> content, ReadOnlyMemory<byte> raw, SevenZipLock keys, ContainerVisit visit)
    {
        for (var level = 0; level < 3 && !raw.IsEmpty; level++)
        {
            var header = new SevenZipHeader();
            if (!header.Read(raw.Span)) break;
            if (raw.Span[0] != 0x17) return header;
            if (header.Folders.Count == 0) break;
            var folder = header.Folders[0];
            var packed = Slice(content, SignatureHeaderBytes + header.PackPosition, header.PackSizes.ElementAtOrDefault(0));
            if (folder.IsEncrypted)
            {
                if (visit.Findings.Encrypted.Add(visit.Label)) visit.NoteEncrypted("7z, AES-256, names too");
                keys.Search(folder, [packed], folder.Size, folder.Crc);
                if (keys.Word is null) return null;
            }

            raw = folder.Unpack([packed], MaxHeaderBytes, keys.Decrypt, visit.Budget) ?? ReadOnlyMemory<byte>.Empty;
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
