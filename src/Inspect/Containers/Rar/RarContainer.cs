namespace Sekisho.Inspect.Containers.Rar;

/// <summary>Opens RAR files of both generations (4: "Rar!␚␇␀", 5: "Rar!␚␇␁␀"): names, encryption, the content of what is stored, and of the fifth that of packed members too.</summary>
internal static class RarContainer
{
    /// <summary>Reads the listing.</summary>
    public static void Read(ReadOnlyMemory<byte> content, ContainerVisit visit)
    {
        if (content.Span.StartsWith("Rar!\x1A\x07\x01\x00"u8)) new RarFive(content, visit).Read();
        else if (content.Span.StartsWith("Rar!\x1A\x07\x00"u8)) new RarFour(content, visit).Read();
        else visit.NoteBroken();
    }

    /// <summary>A number of seven bits a byte, lower ones first.</summary>
    internal static long Variable(ref ByteCursor cursor)
    {
        ulong value = 0;
        for (var shift = 0; shift < 63; shift += 7)
        {
            var part = cursor.Byte();
            value |= (ulong)(part & 0x7F) << shift;
            if ((part & 0x80) == 0) break;
        }

        return (long)Math.Min(value, long.MaxValue / 4);
    }

    /// <summary>Notes once that there is something encrypted.</summary>
    internal static void NoteEncrypted(ContainerVisit visit, string how)
    {
        if (visit.Findings.Encrypted.Add(visit.Label)) visit.NoteEncrypted(how);
    }
}
