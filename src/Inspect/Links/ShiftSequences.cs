using System.Text;

namespace Sekisho.Inspect.Links;

/// <summary>
/// Escape sequences of ISO-2022-JP (RFC 1468) in a text that was read as another charset: a program that guesses the
/// charset drops them and shows "https://" where the bytes have "ht␛(Btps://".
/// </summary>
internal static class ShiftSequences
{
    private const int SequenceChars = 3;

    /// <summary>The text without the sequences; null when there are none.</summary>
    public static string? Remove(string text)
    {
        var escape = text.IndexOf('\x1B', StringComparison.Ordinal);
        if (escape < 0) return null;
        StringBuilder? kept = null;
        var from = 0;
        while (escape >= 0)
        {
            var next = escape + 1;
            if (text.AsSpan(next) is ['(', 'B' or 'J', ..] or ['$', 'B' or '@', ..])
            {
                kept ??= new StringBuilder(text.Length);
                kept.Append(text, from, escape - from);
                from = next = escape + SequenceChars;
            }

            escape = text.IndexOf('\x1B', next);
        }

        return kept?.Append(text, from, text.Length - from).ToString();
    }
}
