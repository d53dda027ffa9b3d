using System.Text;
using System.Xml;

namespace Sekisho.Inspect.Office;

/// <summary>Collects field codes in the XML of Word, of which a code may be cut into many runs, and the formulas of Excel's XML.</summary>
internal sealed class FieldCodes(Action<string> found)
{
    private const int MaxCodeChars = 10_000;

    private readonly StringBuilder _code = new();
    private bool _isInCode;

    /// <summary>Looks at one node.</summary>
    public void Look(XmlReader reader)
    {
        switch (reader.NodeType)
        {
            case XmlNodeType.Element:
                LookAtElement(reader);
                break;
            case XmlNodeType.EndElement when reader.LocalName is "instrText" or "delInstrText": _isInCode = false; break;
            case XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace or XmlNodeType.Whitespace when _isInCode && _code.Length < MaxCodeChars: _code.Append(reader.Value); break;
        }
    }

    /// <summary>Judges what is left at the end.</summary>
    public void End()
    {
        if (DdeText.FindField(_code.ToString()) is { } dde) found(dde);
        _code.Clear();
    }

    private void LookAtElement(XmlReader reader)
    {
        switch (reader.LocalName)
        {
            case "instrText" or "delInstrText": _isInCode = !reader.IsEmptyElement; break;
            case "fldChar" when MarkupReader.Attribute(reader, "fldCharType") is "begin" or "separate" or "end": End(); break;
            case "fldSimple" when MarkupReader.Attribute(reader, "instr") is { } code:
                if (DdeText.FindField(code) is { } dde) found(dde);
                break;
            case "ddeLink" when MarkupReader.Attribute(reader, "ddeService") is { } service: found($"{service}|{MarkupReader.Attribute(reader, "ddeTopic")}"); break;
            case "Cell" when MarkupReader.Attribute(reader, "Formula") is { } formula:
                if (DdeText.FindFormula(formula) is { } cell) found(cell);
                break;
            case "table-cell" when MarkupReader.Attribute(reader, "formula") is { } open && open.Contains("DDE(", StringComparison.OrdinalIgnoreCase): found(open); break;
        }
    }
}
