using System.Buffers;
using System.Globalization;

namespace Sekisho.Inspect.Domains;

/// <summary>
/// Finds the brand that a host is made to be taken for: letters that look the same, one letter off, the brand's name with
/// something in front or behind (combosquatting), the brand's own domain as part of another.
/// </summary>
internal static class Lookalikes
{
    private const int MinSimilarChars = 6;
    private const int MinWithinChars = 6;
    private const int MaxLabelChars = 63;

    /// <summary>Words with which attackers surround the name of a brand, and which the brand's friends hardly use.</summary>
    private static readonly string[] Lures =
        ["login", "signin", "secure", "security", "support", "account", "verify", "verification", "update", "service", "help", "pay", "billing", "online", "id", "mail", "info", "alert", "center", "centre", "care", "auth", "wallet", "claim", "reward", "rewards", "bonus", "gift", "card", "bank", "app", "web", "portal", "access", "confirm", "delivery", "track", "tracking", "parcel", "customer", "kunden", "konto", "client", "cliente", "clientes", "seguro", "acesso", "pontos", "resgate", "live", "connect", "airdrop", "recovery", "refund", "unlock", "restore", "validate", "notice", "team", "user", "member", "my", "jp", "co", "com", "shop", "store", "promo", "event"];

    /// <summary>Those of them that no firm has in its name.</summary>
    private static readonly string[] StrongLures =
        ["login", "signin", "secure", "security", "support", "account", "verify", "verification", "update", "service", "billing", "online", "alert", "auth", "wallet", "claim", "reward", "rewards", "bonus", "access", "confirm", "delivery", "track", "tracking", "parcel", "customer", "kunden", "konto", "client", "cliente", "clientes", "seguro", "acesso", "pontos", "resgate", "airdrop", "recovery", "refund", "unlock", "restore", "validate", "notice"];

    private static readonly Dictionary<string, (Brand Brand, bool IsShort)> ByLabel = new(StringComparer.Ordinal);
    private static readonly Dictionary<string, Brand> ByShape = new(StringComparer.Ordinal);

    /// <summary>Everyday words that are names: only with a digit in a letter's place ("app1e").</summary>
    private static readonly Dictionary<string, Brand> ByDigitShape = new(StringComparer.Ordinal);
    private static readonly SearchValues<char> LetterDigits = SearchValues.Create("01345");
    private static readonly Dictionary<string, List<string>> ByDeletion = new(StringComparer.Ordinal);
    private static readonly IdnMapping Idn = new() { AllowUnassigned = true, UseStd3AsciiRules = false };

    static Lookalikes()
    {
        foreach (var (label, brand, isShort, isOneWord) in BrandList.Labels())
        {
            if (label.Length < 3) continue;
            ByLabel.TryAdd(label, (brand, isShort));
            if (isShort && label.Length >= 5 && !label.AsSpan().ContainsAny(LetterDigits)) ByDigitShape.TryAdd(ShapeOf(label), brand);
            if (isShort || label.Length < 5) continue;
            ByShape.TryAdd(ShapeOf(label), brand);
            if (label.Length < MinSimilarChars || !isOneWord) continue;
            foreach (var key in Deletions(label))
            {
                if (!ByDeletion.TryGetValue(key, out var labels)) ByDeletion[key] = labels = [];
                labels.Add(label);
            }
        }
    }

    /// <summary>The brand that a host poses as, and how; null for none. A host of the brand itself poses as nobody.</summary>
    /// <param name="host">Lower case, in its ASCII form.</param>
    public static (Brand Brand, LookalikeKind Kind)? Of(string host)
    {
        if (host.Length < 4 || host.Length > 253 || char.IsAsciiDigit(host[^1]) || host[0] == '[') return null;
        if (BrandList.IsOfUsers(host) || BrandList.OwnersOf(host).Count > 0 || BrandList.RegionalOf(host) is not null || (HostClasses.Of(host) & HostClass.Freemail) != HostClass.None) return null;
        var label = RegisteredName.LabelOf(host, out _, out var isShared).ToString();
        var shown = Shown(label);
        if (OfLabel(label, shown) is { } found && !(isShared && found.Kind == LookalikeKind.OtherEnding && found.Brand.Domains.Count == 0)) return found;
        return OfFront(host, label);
    }

    /// <summary>
    /// The brand that a domain poses as by a capital I that looks like an l ("dhI.com"), which is gone once it is in lower
    /// case; null for none. A domain all in capitals poses as nobody.
    /// </summary>
    /// <param name="written">The domain as it stands in the message.</param>
    public static Brand? OfCapital(string written)
    {
        if (written.Length > 253 || !written.Contains('I', StringComparison.Ordinal)) return null;
        var host = written.ToLowerInvariant();
        var seen = written.Replace('I', 'l').ToLowerInvariant();
        if (BrandList.OwnersOf(host).Count > 0) return null;
        var label = RegisteredName.LabelOf(seen, out _, out _);
        var at = seen.AsSpan().LastIndexOf(label);
        if (label.Length < 3 || at < 0 || !written.AsSpan(at, label.Length).ContainsAnyInRange('a', 'z') || !written.AsSpan(at, label.Length).Contains('I')) return null;
        return ByLabel.TryGetValue(label.ToString(), out var hit) ? hit.Brand : null;
    }

    /// <summary>A word with which attackers surround the name of a brand.</summary>
    public static bool IsLure(ReadOnlySpan<char> word)
    {
        foreach (var lure in Lures)
            if (word.SequenceEqual(lure)) return true;
        return false;
    }

    private static (Brand Brand, LookalikeKind Kind)? OfLabel(string label, string shown)
    {
        if (label.Length > MaxLabelChars) return null;
        var plain = shown.Replace("-", "", StringComparison.Ordinal);
        if (shown == label && ByLabel.TryGetValue(plain, out var same)) return same.IsShort || plain.Length < 5 ? null : (same.Brand, plain == label ? LookalikeKind.OtherEnding : LookalikeKind.Combined);
        if (ByShape.TryGetValue(ShapeOf(plain), out var brand)) return (brand, LookalikeKind.LooksTheSame);
        foreach (var word in shown.Split('-'))
            // "rnicrosoft-accounts": as a word of several, where the whole looks like no name.
            if (DigitShape(word) is { } posed) return (posed, LookalikeKind.LooksTheSame);
            else if (word.Length >= MinWithinChars && word != plain && !ByLabel.ContainsKey(word) && ByShape.TryGetValue(ShapeOf(word), out brand)) return (brand, LookalikeKind.LooksTheSame);
        if (Combined(shown) is { } combined) return (combined, LookalikeKind.Combined);
        if (Similar(plain) is { } similar) return (similar, LookalikeKind.OneLetterOff);
        return null;
    }

    /// <summary>The names in front of the site: "paypal.com.example.net", "www-amazon-co-jp.example.net".</summary>
    private static (Brand, LookalikeKind)? OfFront(string host, string label)
    {
        var site = RegisteredName.Of(host);
        if (host.Length <= site.Length + 1) return null;
        var front = host[..^(site.Length + 1)];
        foreach (var part in front.Split('.'))
        {
            if (part.Length < 4 || part == label) continue;
            if (ByLabel.TryGetValue(part, out var hit) && !hit.IsShort && part.Length >= 5) return (hit.Brand, LookalikeKind.InFront);
            if (Combined(Shown(part)) is { } combined) return (combined, LookalikeKind.InFront);
            // "arnazon.co.jp.example.net": a name that looks like another's, in front.
            if (part.Length >= MinWithinChars && !ByLabel.ContainsKey(part) && ByShape.TryGetValue(ShapeOf(part), out var same) || (same = DigitShape(part)) is not null) return (same, LookalikeKind.LooksTheSame);
        }

        return null;
    }

    /// <summary>"paypal-login", "secureamazon", "marriottgdw".</summary>
    private static Brand? Combined(string label)
    {
        var words = label.Split('-');
        if (words.Length > 1)
        {
            foreach (var word in words)
                if (ByLabel.TryGetValue(word, out var hit) && (!hit.IsShort && word.Length >= 5 || Array.Exists(words, other => other != word && Array.IndexOf(Lures, other) >= 0))) return hit.Brand;
        }

        // A brand at the start or end of one word, the rest being a lure or some letters of chance.
        var plain = words.Length == 1 ? label : string.Concat(words);
        var lookup = ByLabel.GetAlternateLookup<ReadOnlySpan<char>>();
        for (var length = plain.Length - 1; length >= 4; length--)
        {
            if (lookup.TryGetValue(plain.AsSpan(0, length), out var first) && IsRest(plain.AsSpan(length), first.IsShort, length)) return first.Brand;
            if (lookup.TryGetValue(plain.AsSpan(plain.Length - length), out var last) && IsRest(plain.AsSpan(0, plain.Length - length), last.IsShort, length)) return last.Brand;
        }

        return Between(plain);
    }

    /// <summary>"loginmicrosoftonline": words of attackers on both sides.</summary>
    private static Brand? Between(string plain)
    {
        var lookup = ByLabel.GetAlternateLookup<ReadOnlySpan<char>>();
        foreach (var before in Lures)
        {
            if (before.Length < 4 || !plain.StartsWith(before, StringComparison.Ordinal)) continue;
            var rest = plain.AsSpan(before.Length);
            foreach (var behind in Lures)
                if (rest.Length >= behind.Length + MinWithinChars && rest.EndsWith(behind, StringComparison.Ordinal) && lookup.TryGetValue(rest[..^behind.Length], out var hit) && !hit.IsShort) return hit.Brand;
        }

        return null;
    }

    private static Brand? DigitShape(string word) =>
        word.Length >= 5 && word.AsSpan().ContainsAny(LetterDigits) && word.AsSpan().ContainsAnyInRange('a', 'z') && ByDigitShape.TryGetValue(ShapeOf(word), out var brand) ? brand : null;

    private static bool IsRest(ReadOnlySpan<char> rest, bool isShort, int brandChars)
    {
        if (rest.IsEmpty) return false;
        foreach (var lure in Lures)
            // Set together with a short name, a mild word makes a name of its own: "zoomcare", "wisecard".
            if (rest.SequenceEqual(lure)) return brandChars >= MinWithinChars ? lure.Length >= 4 || !isShort : Array.IndexOf(StrongLures, lure) >= 0;
        if (isShort || brandChars < MinWithinChars) return false;
        var letters = 0;
        foreach (var character in rest) letters += char.IsAsciiLetter(character) ? 1 : 0;
        return letters == 0 || brandChars >= 8 && rest.Length <= 4;
    }

    private static Brand? Similar(string label)
    {
        if (label.Length < MinSimilarChars || label.Length > 40 || Array.IndexOf(Lures, label) >= 0) return null;
        foreach (var key in Deletions(label))
        {
            if (!ByDeletion.TryGetValue(key, out var candidates)) continue;
            foreach (var candidate in candidates)
                if (candidate != label && IsOneOff(label, candidate)) return ByLabel[candidate].Brand;
        }

        return null;
    }

    /// <summary>One letter more, less, other or two swapped, but not the first, by which eyes know a word; a letter that only makes a plural is none.</summary>
    private static bool IsOneOff(string one, string other)
    {
        var start = 0;
        while (start < one.Length && start < other.Length && one[start] == other[start]) start++;
        var end = 0;
        while (end < one.Length - start && end < other.Length - start && one[^(end + 1)] == other[^(end + 1)]) end++;
        var (left, right) = (one.Length - start - end, other.Length - start - end);
        if (start == 0) return false;
        if (left == 2 && right == 2) return one[start] == other[start + 1] && one[start + 1] == other[start];
        if (left + right == 1 && end == 0 && (left == 1 ? one : other)[^1] == 's') return false;
        return left <= 1 && right <= 1;
    }

    private static IEnumerable<string> Deletions(string label)
    {
        yield return label;
        for (var i = 0; i < label.Length; i++) yield return label.Remove(i, 1);
    }

    /// <summary>Punycode as it is shown, folded to plain letters.</summary>
    private static string Shown(string label)
    {
        if (!label.StartsWith("xn--", StringComparison.Ordinal)) return label;
        try
        {
            return PlainLetters.Fold(Idn.GetUnicode(label));
        }
        catch (ArgumentException)
        {
            return label;
        }
    }

    /// <summary>The label as a hasty eye takes it: 0 for o, 1 for l, rn for m, vv for w.</summary>
    private static string ShapeOf(string label) => label
        .Replace("rn", "m", StringComparison.Ordinal).Replace("vv", "w", StringComparison.Ordinal)
        .Replace('0', 'o').Replace('1', 'l').Replace('3', 'e').Replace('4', 'a').Replace('5', 's').Replace('i', 'l');
}
