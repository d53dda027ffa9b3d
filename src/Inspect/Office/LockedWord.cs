using System.Buffers.Binary;
using Sekisho.Inspect.Containers;

namespace Sekisho.Inspect.Office;

/// <summary>Opens the locked main stream of old Word documents (MS-DOC §2.2.6): RC4; not the obfuscation by a 16-bit key.</summary>
internal static class LockedWord
{
    /// <summary>The head of the document that stays in the open, in bytes.</summary>
    private const int HeadBytes = 68;

    private const int BlockBytes = 512;

    /// <summary>Most bytes of what describes the lock.</summary>
    private const int MaxInfoBytes = 4096;

    /// <summary>FibBase (§2.5.2): bits of the flags at 10.</summary>
    private const int IsEncrypted = 0x100, IsInTableOne = 0x200, IsObfuscated = 0x8000;

    /// <summary>The stream in the open; the given one where it is not locked, or no word opens it.</summary>
    public static ReadOnlyMemory<byte> Open(CompoundFile file, ReadOnlyMemory<byte> stream, ContainerVisit visit)
    {
        if (stream.Length < HeadBytes) return stream;
        int flags = BinaryPrimitives.ReadUInt16LittleEndian(stream.Span[10..]);
        if ((flags & IsEncrypted) == 0 || (flags & IsObfuscated) != 0) return stream;
        if (file.Find((flags & IsInTableOne) != 0 ? "1Table" : "0Table") is not { } table) return stream;
        if (BinaryLock.Read(file.Open(table, MaxInfoBytes).Span) is not { } found || !found.Search(visit)) return stream;
        if (stream.Length > visit.Budget.Room)
        {
            visit.Budget.NoteUnpacked();
            return stream;
        }

        visit.Budget.Charge(stream.Length);
        var plain = stream.ToArray();
        found.Apply(plain, BlockBytes);
        stream.Span[..HeadBytes].CopyTo(plain);
        OfficeDocument.NoteEncrypted(visit);
        BinaryPrimitives.WriteUInt16LittleEndian(plain.AsSpan(10), (ushort)(flags & ~IsEncrypted));
        return plain;
    }
}
