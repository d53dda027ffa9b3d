using System.Buffers.Binary;
using Sekisho.Inspect.Containers;

namespace Sekisho.Inspect.Office;

/// <summary>Opens the locked main stream of old workbooks (MS-XLS §2.2.10): what is in the records is encrypted, their headers are not.</summary>
internal static class LockedWorkbook
{
    private const int FilePass = 0x2F, BoundSheet = 0x85, BlockBytes = 1024;

    /// <summary>The record says with its first number: 0 for obfuscation, 1 for RC4.</summary>
    private const int Obfuscated = 0, Encrypted = 1;

    /// <summary>The lock stands within the first records: BOF, and what says that only to read it is recommended.</summary>
    private const int MaxRecordsBefore = 16;

    /// <summary>The stream in the open; the given one where it is not locked, or no word opens it.</summary>
    public static ReadOnlyMemory<byte> Open(ReadOnlyMemory<byte> stream, ContainerVisit visit)
    {
        var (at, bytes) = FindLock(stream.Span);
        if (at < 0 || bytes < 2) return stream;
        var description = stream.Span.Slice(at + 4, bytes);
        if (stream.Length > visit.Budget.Room)
        {
            visit.Budget.NoteUnpacked();
            return stream;
        }

        byte[]? plain;
        switch (BinaryPrimitives.ReadUInt16LittleEndian(description))
        {
            case Encrypted when BinaryLock.Read(description[2..]) is { } found && found.Search(visit):
                plain = stream.ToArray();
                found.Apply(plain, BlockBytes);
                break;
            case Obfuscated when bytes >= 6 && XorLock.Search(description[2..], visit) is { } found:
                plain = found.Apply(stream.Span);
                break;
            default: return stream;
        }

        visit.Budget.Charge(plain.Length);
        KeepPlain(stream.Span, plain);
        // The reader shall not take it for locked; the finding is kept.
        OfficeDocument.NoteEncrypted(visit);
        BinaryPrimitives.WriteUInt16LittleEndian(plain.AsSpan(at), 0);
        return plain;
    }

    private static (int At, int Bytes) FindLock(ReadOnlySpan<byte> stream)
    {
        for (int at = 0, record = 0; at + 4 <= stream.Length && record < MaxRecordsBefore; record++)
        {
            int type = BinaryPrimitives.ReadUInt16LittleEndian(stream[at..]), bytes = BinaryPrimitives.ReadUInt16LittleEndian(stream[(at + 2)..]);
            if (type == FilePass) return (at, Math.Min(bytes, stream.Length - at - 4));
            at += 4 + bytes;
        }

        return (-1, 0);
    }

    /// <summary>Puts back what was never encrypted: headers, some records, and the place of a sheet.</summary>
    private static void KeepPlain(ReadOnlySpan<byte> stream, Span<byte> plain)
    {
        for (var at = 0; at + 4 <= stream.Length;)
        {
            int type = BinaryPrimitives.ReadUInt16LittleEndian(stream[at..]), bytes = BinaryPrimitives.ReadUInt16LittleEndian(stream[(at + 2)..]);
            // BOF, FilePass, InterfaceHdr, RRDInfo, RRDHead, UsrExcl, FileLock.
            var kept = type switch { 0x0809 or 0x0009 or 0x0209 or 0x0409 or FilePass or 0xE1 or 0x0196 or 0x0138 or 0x0194 or 0x0195 => 4 + bytes, BoundSheet => 8, _ => 4 };
            kept = Math.Min(kept, stream.Length - at);
            stream.Slice(at, kept).CopyTo(plain[at..]);
            at += 4 + bytes;
        }
    }
}
