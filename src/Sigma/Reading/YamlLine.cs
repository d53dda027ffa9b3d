using System.Runtime.InteropServices;

namespace Sekisho.Sigma.Reading;

/// <summary>A line of a YAML text.</summary>
/// <param name="Start">Where it begins.</param>
/// <param name="End">Where its line break, or the text, begins.</param>
/// <param name="Indent">How many spaces it begins with; -1 of the end of a document (a marker, the end of the text), which ends all that is open.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct YamlLine(int Start, int End, int Indent)
{
    /// <summary>Only spaces.</summary>
    public bool IsBlank => Indent == End - Start;

    /// <summary>Where its first character behind the spaces is.</summary>
    public int Content => Start + Math.Max(Indent, 0);
}
