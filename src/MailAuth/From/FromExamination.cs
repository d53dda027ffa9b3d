using System.Globalization;
using System.Text;
using Sekisho.Mime;

namespace Sekisho.MailAuth.From;

/// <summary>Looks for everything in From (and Sender) that makes the sender that people see another one than the one that is checked.</summary>
public static class FromExamination
{
    private const int MaxEvidenceChars = 200;

    /// <summary>Fields beyond this are not looked at; several are named anyway.</summary>
    private const int MaxFields = 10;

    /// <summary>Addresses of one field that are looked at.</summary>
    private const int MaxAddresses = 100;

    private static readonly MimeLimits Limits = new() { MaxAddresses = MaxAddresses };

    /// <summary>Examines a message.</summary>
    public static FromReport Examine(MimeMessage message)
    {
        ArgumentNullException.ThrowIfNull(message);
        var from = message.HeaderAll("From");
        var sender = message.HeaderAll("Sender");
        return Examine([.. from.Take(MaxFields).Select(field => field.Value)], from.Count, sender.Count > 0 ? sender[0].Value : null);
    }

    /// <summary>Examines the values of the From fields, from top to bottom.</summary>
    /// <param name="fields">The raw values behind the colon.</param>
    /// <param name="count">How many From fields the message has.</param>
    /// <param name="sender">The raw value of the first Sender field, or null.</param>
    internal static FromReport Examine(IReadOnlyList<ReadOnlyMemory<byte>> fields, int count, ReadOnlyMemory<byte>? sender)
    {
        var findings = new Findings();
        var domains = new List<string>();
        var addresses = 0;
        if (count > 1) findings.Add(FromFindingKind.SeveralFields, count.ToString(CultureInfo.InvariantCulture));
        foreach (var field in fields)
        {
            if (!System.Text.Unicode.Utf8.IsValid(field.Span)) findings.Add(FromFindingKind.UndeclaredBytes, HeaderValue.Unfold(field.Span));
            var list = AddressList.Parse(field.Span, Limits);
            addresses += list.Count;
            if (list.Count > 1) findings.Add(FromFindingKind.SeveralAddresses, string.Join(", ", list.Select(address => address.Address)));
            ExamineCharacters(EncodedWords.Decode(field.Span), field.Span, findings);
            foreach (var address in list) ExamineAddress(address, domains, findings);
        }

        if (addresses == 0) findings.Add(FromFindingKind.Missing, "");
        if (domains.Count > 1) findings.Add(FromFindingKind.SeveralDomains, string.Join(", ", domains));
        if (sender is { } value && AddressList.Parse(value.Span, Limits) is [var first, ..] && DomainText.TryNormalize(first.Domain, out var domain) && domains.Count > 0 && !domains.Contains(domain))
            findings.Add(FromFindingKind.SenderDiffers, first.Address);
        return new FromReport(domains, findings.List);
    }

    private static void ExamineAddress(MailAddress address, List<string> domains, Findings findings)
    {
        if (address.IsMalformed) findings.Add(FromFindingKind.Malformed, address.Raw);
        if (address.HasEncodedWordInAddress) findings.Add(FromFindingKind.EncodedWordInAddress, address.Raw);
        if (address.Group is not null) findings.Add(FromFindingKind.Group, address.Group);
        if (address.Route is not null) findings.Add(FromFindingKind.Route, address.Route);
        if (address.LocalPart.Contains('@', StringComparison.Ordinal)) findings.Add(FromFindingKind.AtInLocalPart, address.Address);
        if (address.Domain.StartsWith('[')) findings.Add(FromFindingKind.AddressLiteral, address.Address);
        else if (DomainText.TryNormalize(address.Domain, out var domain))
        {
            if (!domains.Contains(domain)) domains.Add(domain);
            foreach (var (kind, label) in DomainLooks.Examine(address.Domain)) findings.Add(kind, label);
        }
        else
        {
            findings.Add(address.Domain.Length == 0 ? FromFindingKind.NoDomain : Ascii.IsValid(address.Domain) ? FromFindingKind.Malformed : FromFindingKind.BadULabel, address.Address);
        }

        if (address.DisplayName is { } name && OtherAddressIn(name, address) is { } inName) findings.Add(FromFindingKind.AddressInName, inName);
        foreach (var comment in address.Comments)
        {
            if (OtherAddressIn(comment, address) is { } inComment) findings.Add(FromFindingKind.AddressInComment, inComment);
        }
    }

    /// <summary>A word of the text that looks like an address of another domain than the real one.</summary>
    private static string? OtherAddressIn(string text, MailAddress address)
    {
        // The full-width at sign looks the same.
        foreach (var word in text.Replace('\uFF20', '@').Replace('\uFE6B', '@').Split([' ', '\t', '<', '>', '(', ')', '[', ']', '"', '\'', ',', ';', ':', '\u00A0'], StringSplitOptions.RemoveEmptyEntries))
        {
            var at = word.LastIndexOf('@');
            if (at <= 0 || !DomainText.TryNormalize(word[(at + 1)..].TrimEnd('.'), out var domain) || !domain.Contains('.', StringComparison.Ordinal)) continue;
            if (!DomainText.TryNormalize(address.Domain, out var real) || domain != real) return word;
        }

        return null;
    }

    private static void ExamineCharacters(string text, ReadOnlySpan<byte> raw, Findings findings)
    {
        // Folds are gone from the text; a control character left is not one of them. NUL may be gone with decoding.
        if (raw.Contains((byte)0)) findings.Add(FromFindingKind.ControlCharacter, "NUL");
        var before = new Rune(' ');
        foreach (var rune in text.EnumerateRunes())
        {
            // Joiners belong to Persian, to the scripts of India and to emoji; between ASCII letters they hide.
            var joins = rune.Value is 0x200C or 0x200D && !(before.IsAscii && Rune.IsLetterOrDigit(before));
            before = rune;
            if (joins) continue;
            var kind = rune.Value switch
            {
                '\t' => (FromFindingKind?)null,
                // UAX #9: embeddings, overrides, isolates, marks.
                (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069) or 0x200E or 0x200F or 0x061C => FromFindingKind.BidiControl,
                // Zero width, soft hyphen, fillers, variation selectors and tags.
                (>= 0x200B and <= 0x200D) or 0x2060 or 0xFEFF or 0x00AD or 0x034F or 0x115F or 0x1160 or 0x3164 or 0xFFA0 or 0x180E or 0x2800 or (>= 0x2061 and <= 0x2064) or (>= 0xE0000 and <= 0xE0FFF) => FromFindingKind.InvisibleCharacter,
                _ => Rune.IsControl(rune) ? FromFindingKind.ControlCharacter : null,
            };
            if (kind is { } found) findings.Add(found, string.Create(CultureInfo.InvariantCulture, $"U+{rune.Value:X4}"));
        }
    }

    /// <summary>Each kind once, with the first evidence.</summary>
    private sealed class Findings
    {
        public List<FromFinding> List { get; } = [];

        public void Add(FromFindingKind kind, string evidence)
        {
            if (List.Exists(finding => finding.Kind == kind)) return;
            var text = new StringBuilder(Math.Min(evidence.Length, MaxEvidenceChars));
            foreach (var rune in evidence.EnumerateRunes())
            {
                if (text.Length >= MaxEvidenceChars) break;
                text.Append(Rune.IsControl(rune) ? "?" : rune.ToString());
            }

            List.Add(new FromFinding(kind, text.ToString()));
        }
    }
}
