using System.Buffers;
using System.Globalization;

namespace Sekisho.MailAuth.Spf;

/// <summary>A macro string (RFC 7208 §7.1), read and checked; <see cref="MacroExpansion"/> fills it in.</summary>
internal sealed class MacroString
{
    private static readonly SearchValues<char> DelimiterChars = SearchValues.Create(".-+,/_=");

    private MacroString(IReadOnlyList<MacroPart> parts) => Parts = parts;

    public IReadOnlyList<MacroPart> Parts { get; }

    /// <summary>Whether the client's names must be looked up to fill it in.</summary>
    public bool NeedsClientNames => Parts.Any(part => part.Letter == 'p');

    /// <summary>Reads one; false where it breaks the grammar.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, MacroUse use, out MacroString? macros)
    {
        macros = null;
        var parts = new List<MacroPart>();
        var at = 0;
        while (at < text.Length)
        {
            var percent = text[at..].IndexOf('%');
            var literal = percent < 0 ? text[at..] : text.Slice(at, percent);
            if (!IsLiteral(literal, use)) return false;
            if (!literal.IsEmpty) parts.Add(MacroPart.Of(literal.ToString()));
            if (percent < 0) break;
            at += percent + 1;
            if (at >= text.Length) return false;
            switch (text[at++])
            {
                case '%': parts.Add(MacroPart.Of("%") with { Delimiters = "%" }); break;
                case '_': parts.Add(MacroPart.Of(" ") with { Delimiters = "%" }); break;
                case '-': parts.Add(MacroPart.Of("%20") with { Delimiters = "%" }); break;
                case '{':
                    var close = text[at..].IndexOf('}');
                    if (close < 0 || !TryParseMacro(text.Slice(at, close), use, out var part)) return false;
                    parts.Add(part);
                    at += close + 1;
                    break;
                default: return false;
            }
        }

        if (use == MacroUse.DomainSpec && !EndsLikeDomain(parts)) return false;
        macros = new MacroString(parts);
        return true;
    }

    // RFC 7208 §7.1: macro-literal = %x21-24 / %x26-7E; explanations may hold blanks too (§6.2).
    private static bool IsLiteral(ReadOnlySpan<char> text, MacroUse use)
    {
        foreach (var c in text)
        {
            if (c is < '!' or > '~' && !(c == ' ' && use == MacroUse.Explanation)) return false;
        }

        return true;
    }

    private static bool TryParseMacro(ReadOnlySpan<char> text, MacroUse use, out MacroPart part)
    {
        part = default;
        if (text.IsEmpty) return false;
        var letter = char.ToLowerInvariant(text[0]);
        // RFC 7208 §7.2: c, r and t are for explanations only.
        if ("slodiphv".Contains(letter, StringComparison.Ordinal) is false && !(use == MacroUse.Explanation && letter is 'c' or 'r' or 't')) return false;
        var at = 1;
        var keep = 0;
        while (at < text.Length && char.IsAsciiDigit(text[at])) at++;
        if (at > 1)
        {
            // More digits than a name has labels keep them all; zero is an error (RFC 7208 §7.3).
            keep = int.TryParse(text[1..at], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : int.MaxValue;
            if (keep == 0) return false;
        }

        var reverse = at < text.Length && text[at] is 'r' or 'R';
        if (reverse) at++;
        var delimiters = text[at..];
        if (delimiters.ContainsAnyExcept(DelimiterChars)) return false;
        part = new MacroPart("", letter, char.IsAsciiLetterUpper(text[0]), keep, reverse, delimiters.ToString());
        return true;
    }

    // RFC 7208 §7.1: domain-end = ( "." toplabel [ "." ] ) / macro-expand.
    private static bool EndsLikeDomain(List<MacroPart> parts)
    {
        if (parts.Count == 0) return false;
        if (parts[^1].Letter != '\0' || parts[^1].Delimiters == "%") return true;
        var tail = parts[^1].Literal.AsSpan();
        if (tail[^1] == '.') tail = tail[..^1];
        var dot = tail.LastIndexOf('.');
        return dot >= 0 && IsTopLabel(tail[(dot + 1)..]);
    }

    private static bool IsTopLabel(ReadOnlySpan<char> label)
    {
        if (label.IsEmpty || !char.IsAsciiLetterOrDigit(label[0]) || !char.IsAsciiLetterOrDigit(label[^1])) return false;
        var onlyDigits = true;
        foreach (var c in label)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c != '-') return false;
            onlyDigits &= char.IsAsciiDigit(c);
        }

        return !onlyDigits;
    }
}
