using Sekisho.Inspect.Containers;

namespace Sekisho.Inspect.Office;

/// <summary>Notes Access databases that are locked: the first page describes the lock (as MS-OFFCRYPTO §2.3.4.10 has it for documents), all others are encrypted. What is in databases is not read.</summary>
internal static class AccessDatabase
{
    private const int PageBytes = 4096;

    /// <summary>Reads one.</summary>
    public static void Read(ReadOnlySpan<byte> content, ContainerVisit visit)
    {
        if (content[..Math.Min(content.Length, PageBytes)].IndexOf("<encryption "u8) >= 0) OfficeDocument.NoteEncrypted(visit, "Access database");
    }
}
