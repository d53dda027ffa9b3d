using System.Text;
using Sekisho.Inspect.Containers;
using Sekisho.Kernel.Text;

namespace Sekisho.Inspect.Office;

/// <summary>Excel 4 macros in a workbook of today: there are sheets of them, and a name of the workbook starts them when it opens.</summary>
internal sealed class MacroSheets
{
    private static readonly string[] Starts = ["Auto_Open", "Auto_Close", "Auto_Activate", "Auto_Deactivate"];

    private string? _start;

    /// <summary>The workbook has a sheet of macros.</summary>
    public bool IsThere { get; set; }

    /// <summary>Looks in the main part (XML or binary) for the names that start macros ("_xlnm.Auto_Open"). Elsewhere such a text does no harm: without a sheet of macros nothing is said.</summary>
    public void ReadWorkbook(ReadOnlyMemory<byte> part)
    {
        foreach (var encoding in (Encoding[])[Encoding.Latin1, Encoding.Unicode])
        {
            var text = encoding.GetString(part.Span);
            _start ??= Array.Find(Starts, start => text.ContainsAnyCase(start));
        }
    }

    /// <summary>Says what was found.</summary>
    public void Note(ContainerVisit visit)
    {
        if (IsThere) visit.Findings.Office.Xlm.Add(_start is null ? visit.Label : $"{visit.Label}: {_start}");
    }
}
