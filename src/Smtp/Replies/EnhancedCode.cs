using System.Globalization;
using System.Runtime.InteropServices;

namespace Sekisho.Smtp.Replies;

/// <summary>An enhanced status code (RFC 3463 §2), for instance 5.7.1.</summary>
/// <param name="Class">2 success, 4 passing failure, 5 permanent failure.</param>
/// <param name="Subject">What it is about, 0 to 999.</param>
/// <param name="Detail">What precisely, 0 to 999.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct EnhancedCode(int Class, int Subject, int Detail)
{
    /// <summary>
    /// Reads the code at the beginning of a reply's text (RFC 2034 §4): "5.7.1 text". False, and nothing consumed, where
    /// there is none.
    /// </summary>
    /// <param name="text">The text after the reply code and its separator.</param>
    /// <param name="code">The code.</param>
    /// <param name="consumed">How many characters it took, with the space after it.</param>
    public static bool TryRead(ReadOnlySpan<char> text, out EnhancedCode code, out int consumed)
    {
        code = default;
        consumed = 0;
        if (text.Length < 5 || text[0] is not ('2' or '4' or '5') || text[1] != '.') return false;
        var at = 2;
        if (!TryReadNumber(text, ref at, out var subject) || at >= text.Length || text[at] != '.') return false;
        at++;
        if (!TryReadNumber(text, ref at, out var detail)) return false;
        if (at < text.Length && text[at] != ' ') return false;
        code = new EnhancedCode(text[0] - '0', subject, detail);
        consumed = at < text.Length ? at + 1 : at;
        return true;
    }

    /// <summary>The code as it is written: "5.7.1".</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Class}.{Subject}.{Detail}");

    private static bool TryReadNumber(ReadOnlySpan<char> text, ref int at, out int number)
    {
        // RFC 3463 §2: one to three digits.
        var start = at;
        number = 0;
        while (at < text.Length && at - start < 3 && char.IsAsciiDigit(text[at])) number = (number * 10) + (text[at++] - '0');
        return at > start;
    }
}
