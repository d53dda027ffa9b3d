using System.Buffers.Binary;
using System.Text;
using Sekisho.Inspect.Containers;

namespace Sekisho.Inspect.Office;

/// <summary>Reads the records of old workbooks (MS-XLS and its forerunner of Excel 5): macro sheets, the name that starts them, DDE links, encryption.</summary>
internal static class BiffWorkbook
{
    private const int FilePass = 0x2F, BoundSheet = 0x85, Name = 0x18, ExternSheet = 0x17, SupBook = 0x1AE;

    /// <summary>Built-in names are kept as one byte: 1 is Auto_Open, 2 Auto_Close.</summary>
    private const byte AutoOpen = 1, AutoClose = 2;

    /// <summary>Reads the stream "Workbook" or "Book".</summary>
    public static void Read(ReadOnlySpan<byte> stream, ContainerVisit visit)
    {
        bool isEncrypted = false, hasMacroSheet = false;
        var start = "";
        for (var at = 0; at + 4 <= stream.Length;)
        {
            int type = BinaryPrimitives.ReadUInt16LittleEndian(stream[at..]), length = BinaryPrimitives.ReadUInt16LittleEndian(stream[(at + 2)..]);
            at += 4;
            var value = stream.Slice(at, Math.Min(length, stream.Length - at));
            at += length;
            switch (type)
            {
                case FilePass: isEncrypted = true; break;
                // The type of a sheet stands behind its place and its visibility, and is encrypted with the name.
                case BoundSheet when value.Length >= 6 && !isEncrypted: hasMacroSheet |= value[5] == 1; break;
                case Name when value.Length >= 16 && !isEncrypted: start = ReadStart(value) ?? start; break;
                case ExternSheet or SupBook when !isEncrypted:
                    if (ReadDde(value) is { } dde) visit.Findings.Office.Dde.Add($"{visit.Label}: {dde}");
                    break;
            }
        }

        if (isEncrypted) OfficeDocument.NoteEncrypted(visit);
        if (hasMacroSheet) visit.Findings.Office.Xlm.Add(start.Length > 0 ? $"{visit.Label}: {start}" : visit.Label);
    }

    private static string? ReadStart(ReadOnlySpan<byte> value)
    {
        var isBuiltIn = (value[0] & 0x20) != 0;
        int chars = value[3];
        var text = value[14..];
        if (isBuiltIn && chars == 1)
        {
            var code = text.Length > 1 && text[0] == 0 ? text[1] : text[0];
            return code switch { AutoOpen => "Auto_Open", AutoClose => "Auto_Close", _ => null };
        }

        return Encoding.Latin1.GetString(text[..Math.Min(text.Length, chars + 1)]).Contains("auto_open", StringComparison.OrdinalIgnoreCase) ? "Auto_Open" : null;
    }

    /// <summary>A link to another program has character 3 between program and topic (MS-XLS §2.5.277).</summary>
    private static string? ReadDde(ReadOnlySpan<byte> value)
    {
        var mark = value.IndexOf((byte)3);
        if (mark < 4) return null;
        var isWide = value.Length > mark + 1 && value[mark + 1] == 0 && value[4] == 1;
        var from = value.Length > 5 && value[4] <= 1 ? 5 : 2;
        if (mark <= from) return null;
        var text = (isWide ? Encoding.Unicode : Encoding.Latin1).GetString(value[from..]);
        var at = text.IndexOf('\u0003', StringComparison.Ordinal);
        if (at < 1 || text.AsSpan(0, at).ContainsAnyInRange('\0', '\u001F')) return null;
        return $"{text[..at]}|{new string([.. text[(at + 1)..].TakeWhile(character => !char.IsControl(character))])}";
    }
}
