using System.Buffers.Binary;
using System.Text;
using Sekisho.Inspect.Containers;

namespace Sekisho.Inspect.Office;

/// <summary>Reads the main stream of old Word documents (MS-DOC): encryption and the codes of fields.</summary>
internal static class WordBinary
{
    private const byte FieldBegin = 0x13, FieldSeparator = 0x14, FieldEnd = 0x15;
    private const int MaxFieldChars = 2000;

    /// <summary>Reads the stream "WordDocument".</summary>
    public static void Read(ReadOnlySpan<byte> stream, ContainerVisit visit)
    {
        if (stream.Length < 32) return;
        // FibBase: bit 8 of the flags at 10 (§2.5.2).
        if ((BinaryPrimitives.ReadUInt16LittleEndian(stream[10..]) & 0x100) != 0)
        {
            OfficeDocument.NoteEncrypted(visit);
            return;
        }

        // The text may be in pieces; a field's code is too short to be cut as a rule, so it is searched where it stands.
        for (var at = 512; at < stream.Length; at++)
        {
            var next = stream[at..].IndexOf(FieldBegin);
            if (next < 0) return;
            at += next;
            var rest = stream[(at + 1)..Math.Min(stream.Length, at + 1 + MaxFieldChars)];
            var isWide = rest.Length > 1 && rest[0] == 0;
            var code = isWide ? Encoding.Unicode.GetString(rest[1..]) : Encoding.Latin1.GetString(rest);
            var end = code.AsSpan().IndexOfAny((char)FieldSeparator, (char)FieldEnd);
            if (end > 0 && DdeText.FindField(code[..end].Replace((char)FieldBegin, ' ')) is { } dde) visit.Findings.Office.Dde.Add($"{visit.Label}: {dde}");
        }
    }
}
