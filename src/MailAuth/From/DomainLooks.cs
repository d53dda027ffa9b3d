using System.Globalization;
using System.Text;

namespace Sekisho.MailAuth.From;

/// <summary>Whether a domain is the one it looks like (RFC 5890 §2.3.2.1, UTS #39).</summary>
internal static class DomainLooks
{
    private const string Prefix = "xn--";

    private static readonly IdnMapping Idn = new() { AllowUnassigned = false, UseStd3AsciiRules = false };

    /// <summary>Looks at a domain as it is written, label by label.</summary>
    public static IEnumerable<(FromFindingKind Kind, string Label)> Examine(string domain)
    {
        var labels = domain.TrimEnd('.').Split('.', '\u3002', '\uFF0E', '\uFF61').Take(128).ToList();
        // Under a top-level domain of its own script a word of letters that look like ASCII is just a word.
        var asciiTop = Ascii.IsValid(labels[^1]) && !labels[^1].StartsWith(Prefix, StringComparison.OrdinalIgnoreCase);
        foreach (var label in labels)
        {
            if (Ascii.IsValid(label) && !label.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase)) continue;
            var shown = ToShown(label);
            if (shown is null)
            {
                yield return (Ascii.IsValid(label) ? FromFindingKind.BadALabel : FromFindingKind.BadULabel, label);
                continue;
            }

            if (LookAlikes.MixesScripts(shown)) yield return (FromFindingKind.MixedScripts, label);
            else if (asciiTop && LookAlikes.LooksLikeAscii(shown)) yield return (FromFindingKind.LooksLikeAscii, label);
        }
    }

    /// <summary>The label as people see it; null where A-label and U-label do not belong together.</summary>
    private static string? ToShown(string label)
    {
        try
        {
            if (!Ascii.IsValid(label))
            {
                var mapped = label.Normalize(NormalizationForm.FormKC).ToLowerInvariant();
                return HasIdnCharactersOnly(mapped) && Idn.GetAscii(mapped).Length > 0 ? label : null;
            }

            var shown = Idn.GetUnicode(label.ToLowerInvariant());
            // An A-label of ASCII only, or one that its own U-label does not lead back to, is made up.
            return !Ascii.IsValid(shown) && HasIdnCharactersOnly(shown) && Idn.GetAscii(shown).Equals(label, StringComparison.OrdinalIgnoreCase) ? shown : null;
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    // RFC 5892 §2.1, in short: letters, marks and digits; pictures and signs are not for names.
    private static bool HasIdnCharactersOnly(string label)
    {
        foreach (var rune in label.EnumerateRunes())
        {
            if (rune.Value is '-' or '_' or 0xB7 or 0x30FB or 0x200C or 0x200D or 0xAD or 0x200B) continue;
            if (Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.LowercaseLetter or UnicodeCategory.UppercaseLetter or UnicodeCategory.OtherLetter or UnicodeCategory.ModifierLetter
                or UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.DecimalDigitNumber)) return false;
        }

        return true;
    }
}
