using System.Text;
using Sekisho.Inspect.Containers;
using Sekisho.Kernel.Text;

namespace Sekisho.Inspect.Office;

/// <summary>Reads tables that are plain text and yet run commands in Excel: CSV with DDE formulas, and symbolic links (SYLK) with Excel 4 macros.</summary>
internal static class TextTable
{
    /// <summary>How much is read, in bytes.</summary>
    private const int MaxBytes = 1024 * 1024;

    /// <summary>Reads a text; names that are opened as something else than a table are passed over, unless the text says what it is.</summary>
    public static void Read(ReadOnlySpan<byte> content, string name, ContainerVisit visit)
    {
        content = content[..Math.Min(content.Length, MaxBytes)];
        var isSymbolic = content.StartsWith("ID;"u8);
        if (!isSymbolic && content.IndexOf((byte)'|') < 0) return;
        var text = Encoding.UTF8.GetString(content);
        if (isSymbolic)
        {
            if (text.Contains(";E;", StringComparison.Ordinal) && text.Contains("\nO;", StringComparison.Ordinal) || text.ContainsAnyCase("NAuto_"))
                visit.Findings.Office.Xlm.Add(text.ContainsAnyCase("NAuto_Open") ? $"{visit.Label}: Auto_Open" : visit.Label);
        }
        else if (name.Length > 0 && !IsTable(name)) return;

        foreach (var line in text.AsSpan().EnumerateLines())
        {
            if (!line.Contains('|')) continue;
            foreach (var cell in line.SplitAny(',', ';', '\t'))
                if (DdeText.FindFormula(CellOf(line[cell], isSymbolic)) is { } formula)
                    visit.Findings.Office.Dde.Add($"{visit.Label}: {formula}");
        }
    }

    /// <summary>In a symbolic link the expression stands behind an E.</summary>
    private static ReadOnlySpan<char> CellOf(ReadOnlySpan<char> cell, bool isSymbolic) =>
        isSymbolic && cell.StartsWith("E", StringComparison.Ordinal) ? string.Concat("=", cell[1..]) : cell;

    private static bool IsTable(string name) => name[(name.LastIndexOf('.') + 1)..].ToLowerInvariant() is "csv" or "tsv" or "tab" or "slk" or "iqy" or "dif" or "prn" or "xls" or "xlsx";
}
