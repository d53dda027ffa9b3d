using System.Buffers;

namespace Sekisho.Inspect.Brands;

/// <summary>Words by which an authority calls itself: none of them writes from an address that anyone can have.</summary>
internal static class Authorities
{
    // Words that are also names of persons ("Justice", "Court", "Marshall") are left out.
    private static readonly SearchValues<string> Words = SearchValues.Create(
        ["police", "policia", "polizei", "polizia", "policja", "gendarmerie", "carabinieri", "guardia civil", "tribunal", "ministry of", "ministere", "ministerio", "ministero", "ministerium", "bundeskriminal", "kriminalpolizei", "procuradoria", "fiscalia", "staatsanwalt", "public prosecutor", "customs office", "douane", "zollamt", "alfandega", "tax authority", "tax office", "embassy", "federal reserve", "central bank", "reserve bank", "central intelligence", "homeland security", "警察", "裁判所", "検察", "税務署", "国税局", "入国管理"],
        StringComparison.Ordinal);

    /// <summary>Whether a display name is an authority's.</summary>
    /// <param name="name">Folded (<see cref="Domains.PlainLetters"/>).</param>
    public static bool IsNamed(string name) => name.AsSpan().IndexOfAny(Words) >= 0;
}
