using System.Globalization;

namespace Sekisho.Mime;

/// <summary>Writes addresses (RFC 5322 §3.4).</summary>
internal static class AddressWriter
{
    private const string AtomText = "!#$%&'*+-/=?^_`{|}~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    public static void Write(HeaderWriter writer, MailAddress[] addresses, bool utf8)
    {
        for (var i = 0; i < addresses.Length; i++)
        {
            var address = addresses[i];
            var comma = i + 1 < addresses.Length ? "," : "";
            var spec = Spec(address, utf8);
            var name = HeaderWriter.Clean(address.DisplayName ?? "");
            if (name.Length == 0)
            {
                writer.Piece(spec + comma);
                continue;
            }

            WriteName(writer, name, utf8);
            writer.Piece($"<{spec}>{comma}");
        }
    }

    private static void WriteName(HeaderWriter writer, string name, bool utf8)
    {
        if (!utf8 && !System.Text.Ascii.IsValid(name) || name.Contains("=?", StringComparison.Ordinal) || name.Length > 200) writer.Words(name);
        else if (!name.AsSpan().ContainsAnyExcept(AtomText + " ") || utf8 && IsAtomText(name)) writer.Structured(name, utf8);
        else writer.Piece("\"" + name.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal) + "\"");
    }

    private static bool IsAtomText(string text) => text.All(c => c > 127 || c == ' ' || AtomText.Contains(c, StringComparison.Ordinal));

    private static string Spec(MailAddress address, bool utf8)
    {
        var local = Ascii(HeaderWriter.Clean(address.LocalPart), utf8);
        var dotAtom = local.Length > 0 && local[0] != '.' && local[^1] != '.' && !local.Contains("..", StringComparison.Ordinal)
            && local.All(c => c > 127 || c == '.' || AtomText.Contains(c, StringComparison.Ordinal));
        if (!dotAtom) local = "\"" + local.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal) + "\"";
        var domain = Domain(HeaderWriter.Clean(address.Domain), utf8);
        return domain.Length == 0 ? local : local + "@" + domain;
    }

    /// <summary>A domain holds no character that could end the address; beyond ASCII it is written as A-labels (RFC 5890) without SMTPUTF8.</summary>
    private static string Domain(string domain, bool utf8)
    {
        domain = string.Concat(domain.Where(c => c > 127 || char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_' or '[' or ']' or ':'));
        if (utf8 || System.Text.Ascii.IsValid(domain)) return domain;
        try
        {
            return new IdnMapping().GetAscii(domain);
        }
        catch (ArgumentException)
        {
            return Ascii(domain, utf8: false);
        }
    }

    private static string Ascii(string text, bool utf8) =>
        utf8 || System.Text.Ascii.IsValid(text) ? text : string.Concat(text.EnumerateRunes().Select(rune => rune.IsAscii ? rune.ToString() : "?"));
}
