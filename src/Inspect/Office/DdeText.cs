using System.Text;
using Sekisho.Kernel.Text;

namespace Sekisho.Inspect.Office;

/// <summary>Recognises commands to other programs (DDE) in fields of documents and formulas of tables.</summary>
internal static class DdeText
{
    /// <summary>Field codes and formulas beyond this are cut in evidence, in characters.</summary>
    private const int MaxShownChars = 200;

    /// <summary>A field code that begins with DDE or DDEAUTO, or has them in a nested field; the code as shown, or null.</summary>
    public static string? FindField(string code)
    {
        var at = code.IndexOfAnyCase("DDE");
        while (at >= 0)
        {
            var end = code.AsSpan(at + 3).StartsWith("AUTO", StringComparison.OrdinalIgnoreCase) ? at + 7 : at + 3;
            var isWord = (at == 0 || !char.IsLetterOrDigit(code[at - 1])) && end < code.Length && (char.IsWhiteSpace(code[end]) || code[end] is '"' or '\u201C');
            if (isWord) return Show(code[at..]);
            at = code.IndexOfAnyCase("DDE", at + 3);
        }

        return null;
    }

    /// <summary>A formula of the form program|'arguments'!cell, as spreadsheets take it; the formula as shown, or null.</summary>
    public static string? FindFormula(ReadOnlySpan<char> cell)
    {
        cell = cell.Trim().Trim('"').TrimStart();
        if (cell.IsEmpty || cell[0] is not ('=' or '+' or '-' or '@')) return null;
        var bar = cell.IndexOf('|');
        if (bar < 2) return null;
        var rest = cell[(bar + 1)..];
        var mark = rest.IndexOf('!');
        if (mark < 1) return null;
        var program = bar - 1;
        while (program > 0 && (char.IsLetterOrDigit(cell[program]) || cell[program] is '_' or '.' or '\\' or ':' or '\'')) program--;
        if (!cell[program..bar].ContainsAnyInRange('A', 'z') || rest[0] == '\'' && rest.IndexOf("'!") < 1) return null;
        return bar - program > 1 && (rest[0] is '\'' or '"' || char.IsLetterOrDigit(rest[0])) ? Show(cell.ToString()) : null;
    }

    private static string Show(string text)
    {
        var shown = new StringBuilder();
        foreach (var character in text)
        {
            if (char.IsControl(character) && shown.Length > 0 && character is not '\t') break;
            shown.Append(char.IsControl(character) ? ' ' : character);
            if (shown.Length >= MaxShownChars) break;
        }

        return shown.ToString().Trim();
    }
}
