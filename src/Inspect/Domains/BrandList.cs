using System.Buffers;
using System.Collections.Frozen;

namespace Sekisho.Inspect.Domains;

/// <summary>The imitated names (brands.txt): which of them a text names, and whose a host is.</summary>
internal static class BrandList
{
    /// <summary>Most characters of a text that are searched. Stops megabytes of text; a brand that poses stands at the top.</summary>
    public const int MaxTextChars = 100_000;

    private const int ShortChars = 4;

    /// <summary>Mail services whose addresses belong to their users: the brand itself writes from other domains.</summary>
    private static readonly FrozenSet<string> UsersOnly = ((string[])
        ["gmail.com", "googlemail.com", "outlook.com", "outlook.jp", "hotmail.com", "live.com", "msn.com", "yahoo.com", "ymail.com", "yahoo.co.jp", "aol.com", "icloud.com", "me.com", "mac.com"])
        .ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Words that stand beside a brand's name in the name of a sender without changing whose name it is.</summary>
    private static readonly FrozenSet<string> Fillers = ((string[])
        ["the", "team", "support", "service", "services", "customer", "security", "account", "accounts", "online", "info", "mail", "email", "alert", "alerts", "notification", "notifications", "news", "newsletter", "club", "card", "cards", "bank", "center", "centre", "care", "help", "helpdesk", "desk", "inc", "ltd", "llc", "co", "corp", "gmbh", "ag", "sa", "via", "by", "from", "no", "reply", "noreply", "billing", "payment", "payments", "invoice", "rewards", "reward", "gift", "giftcard", "survey", "department", "kundenservice", "kundendienst", "konto", "sicherheit", "gewinnspiel", "gutschein", "umfrage", "paket", "delivery", "express", "wallet", "app", "com", "de", "fr", "nl", "uk", "us", "jp", "it", "es", "br", "eu", "und", "die", "der", "das", "de", "la", "le", "el", "von", "thank", "you", "prime", "id", "verify", "verification", "update", "order", "orders", "loyalty", "program", "shopper", "feedback", "member", "members", "membership", "winner", "notice", "official", "confirmation", "klantenservice", "servicio", "cliente", "clientes", "atendimento", "client", "clients", "announcement", "promo"])
        .ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Banks of which every region has its own, under the common name and the place.</summary>
    private static readonly FrozenDictionary<string, string> Associations = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["sparkasse"] = "Sparkasse",
        ["kreissparkasse"] = "Sparkasse",
        ["stadtsparkasse"] = "Sparkasse",
        ["volksbank"] = "Volksbank",
        ["raiffeisenbank"] = "Volksbank",
        ["vrbank"] = "Volksbank",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly List<Brand> All = [];
    private static readonly Dictionary<string, List<Brand>> ByDomain = new(StringComparer.Ordinal);
    private static readonly Dictionary<string, List<Brand>> ByLabel = new(StringComparer.Ordinal);
    private static readonly Dictionary<string, (Brand Brand, bool IsShort)> ByName = new(StringComparer.Ordinal);
    private static readonly SearchValues<string> LongNames;
    private static readonly int LongestName;

    static BrandList()
    {
        foreach (var line in DataLines.Of("brands.txt")) Add(line);
        LongNames = SearchValues.Create([.. ByName.Where(name => !name.Value.IsShort).Select(name => name.Key)], StringComparison.Ordinal);
        LongestName = ByName.Keys.Max(name => name.Length);
    }

    /// <summary>All of them.</summary>
    public static IReadOnlyList<Brand> Everyone => All;

    /// <summary>The brands whose domain the host is or lies under; empty for none, and for addresses of a mail service's users.</summary>
    /// <param name="host">Lower case, in its ASCII form.</param>
    public static IReadOnlyList<Brand> OwnersOf(string host) => UsersOnly.Contains(host) ? [] : HoldersOf(host);

    /// <summary>The same, also for the domain of a mail service: who runs it.</summary>
    /// <param name="host">Lower case, in its ASCII form.</param>
    public static IReadOnlyList<Brand> HoldersOf(string host)
    {
        if (host.Length == 0) return [];
        IReadOnlyList<Brand>? owners = null;
        var lookup = ByDomain.GetAlternateLookup<ReadOnlySpan<char>>();
        for (var at = host.AsSpan(); !at.IsEmpty;)
        {
            if (lookup.TryGetValue(at, out var found))
            {
                owners = found;
                break;
            }

            var dot = at.IndexOf('.');
            if (dot < 0) break;
            at = at[(dot + 1)..];
        }

        var label = RegisteredName.LabelOf(host, out var suffix, out var isShared);
        if (!isShared && IsUsualEnding(suffix) && ByLabel.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(label, out var named))
            owners = owners is null ? named : [.. owners.Union(named)];
        if (owners is null) return [];
        // What users have there is not the brand's.
        return (HostClasses.Of(host) & (HostClass.Site | HostClass.Tenant | HostClass.Storage | HostClass.Dynamic)) != HostClass.None ? [] : owners;
    }

    /// <summary>
    /// The association whose regional member a host seems to be: "sparkasse-koblenz.de", a name with one place behind it and
    /// the ending of its country. Neither the brand's own nor made to be taken for it; null for other hosts, and where the
    /// place is a word of attackers ("sparkasse-login.de").
    /// </summary>
    /// <param name="host">Lower case, in its ASCII form.</param>
    public static Brand? RegionalOf(string host)
    {
        var label = RegisteredName.LabelOf(host, out var suffix, out _);
        var dash = label.IndexOf('-');
        if (dash < ShortChars || suffix is not ("de" or "at" or "ch" or "fr" or "it")) return null;
        var name = label[..dash].ToString();
        if (!Associations.TryGetValue(name, out var brandName)) return null;
        foreach (var range in label[(dash + 1)..].Split('-'))
        {
            var word = label[(dash + 1)..][range];
            if (word.Length < 2 || word.ContainsAnyExceptInRange('a', 'z') || Fillers.Contains(word.ToString()) || Lookalikes.IsLure(word)) return null;
        }

        return All.Find(brand => brand.Name == brandName);
    }

    /// <summary>The host is a mail service whose addresses are its users'.</summary>
    public static bool IsOfUsers(string host) => UsersOnly.Contains(host);

    /// <summary>Whether one of the domains of a brand is the host's.</summary>
    public static bool Owns(Brand brand, string host) => OwnersOf(host).Contains(brand);

    /// <summary>The brands that a text names, with where, in their order.</summary>
    /// <param name="folded">The text, folded (<see cref="PlainLetters"/>).</param>
    public static List<(Brand Brand, int At, int Length)> In(string folded)
    {
        var found = new List<(Brand, int, int)>();
        var text = folded.AsSpan(0, Math.Min(folded.Length, MaxTextChars));
        var from = 0;
        while (from < text.Length)
        {
            var at = text[from..].IndexOfAny(LongNames);
            if (at < 0) break;
            at += from;
            from = at + 1;
            if (NameAt(text, at) is not { } hit) continue;
            found.Add((hit.Brand, at, hit.Length));
            from = at + hit.Length;
        }

        return found;
    }

    /// <summary>The brand that a short text, such as the name of a sender, is all about: also those whose name is an everyday word. Null for none.</summary>
    /// <param name="folded">The text, folded.</param>
    public static Brand? Whole(string folded)
    {
        var words = new List<string>();
        foreach (var range in folded.AsSpan().SplitAny(" \t\r\n\"'<>()[]{}|,;:!?*_~=#-–—・【】「」（）®™+./\\@"))
        {
            var word = folded[range].Trim();
            if (word.Length > 0 && !IsNoise(word)) words.Add(word);
        }

        while (words.Count > 0 && Fillers.Contains(words[^1])) words.RemoveAt(words.Count - 1);
        while (words.Count > 1 && Fillers.Contains(words[0])) words.RemoveAt(0);
        // "U P S": letters set apart.
        if (words.Count > 1 && words.TrueForAll(word => word.Length == 1)) words = [string.Concat(words)];
        if (words.Count is >= 1 and <= 4 && ByName.TryGetValue(string.Join(' ', words), out var hit)) return hit.Brand;
        // "GLS | your parcel": a name, and what it has to say.
        var bar = folded.IndexOf('|', StringComparison.Ordinal);
        return bar > 0 ? Whole(folded[..bar]) : null;
    }

    /// <summary>The names, folded and without blanks, by which domains may pose as a brand; those of everyday words, and those of several words, are marked.</summary>
    public static IEnumerable<(string Label, Brand Brand, bool IsShort, bool IsOneWord)> Labels()
    {
        foreach (var (name, (brand, isShort)) in ByName)
        {
            var label = string.Concat(name.Where(char.IsAsciiLetterOrDigit));
            if (label.Length == name.Count(character => character is not (' ' or '-' or '.' or '\'' or '&' or '!' or '+'))) yield return (label, brand, isShort, label.Length == name.Length);
        }
    }

    private static bool IsNoise(string word)
    {
        foreach (var character in word)
            if (char.IsLetterOrDigit(character)) return false;
        return true;
    }

    private static (Brand Brand, int Length)? NameAt(ReadOnlySpan<char> text, int at)
    {
        var lookup = ByName.GetAlternateLookup<ReadOnlySpan<char>>();
        for (var length = Math.Min(LongestName, text.Length - at); length >= ShortChars - 1; length--)
        {
            var name = text.Slice(at, length);
            if (!lookup.TryGetValue(name, out var hit) || hit.IsShort) continue;
            if (IsWord(name[0]) && at > 0 && IsWord(text[at - 1])) continue;
            // "ライン" ends many words of other meaning ("オンライン"); a word in katakana begins where other letters end.
            if (IsKatakana(name[0]) && at > 0 && IsKatakana(text[at - 1])) continue;
            if (name.Length < ShortChars && IsKatakana(name[^1]) && at + length < text.Length && IsKatakana(text[at + length])) continue;
            if (IsWord(name[^1]) && at + length < text.Length && IsWord(text[at + length])) continue;
            return (hit.Brand, length);
        }

        return null;
    }

    /// <summary>Letters of scripts with blanks between words: in others, names stand in the middle of a row of letters.</summary>
    private static bool IsWord(char character) => char.IsLetterOrDigit(character) && character < '\u3000';

    private static bool IsKatakana(char character) => character is >= '\u30a1' and <= '\u30fa' or '\u30fc';

    private static bool IsUsualEnding(ReadOnlySpan<char> suffix)
    {
        if (suffix is "com" or "net" or "org" or "eu" or "info" or "cat" or "asia") return true;
        var last = suffix[(suffix.LastIndexOf('.') + 1)..];
        return last.Length == 2 && !RegisteredName.IsCheap($"x.{suffix}");
    }

    private static void Add(string line)
    {
        var fields = line.Split('|', StringSplitOptions.TrimEntries);
        var domains = fields[2].Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var brand = new Brand(fields[0], domains);
        All.Add(brand);
        // Where the names after it hold the name itself as an everyday word ("~Apple"), it is one.
        var others = fields[1].Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var isEveryday = others.Contains("~" + fields[0], StringComparer.OrdinalIgnoreCase);
        AddName(fields[0], brand, isEveryday);
        foreach (var other in others) AddName(other.TrimStart('~'), brand, other[0] == '~');
        foreach (var domain in domains)
        {
            var index = domain.EndsWith(".*", StringComparison.Ordinal) ? ByLabel : ByDomain;
            var key = index == ByLabel ? domain[..^2] : domain;
            if (!index.TryGetValue(key, out var owners)) index[key] = owners = [];
            owners.Add(brand);
        }
    }

    private static void AddName(string name, Brand brand, bool isEveryday)
    {
        var folded = PlainLetters.Fold(name);
        ByName.TryAdd(folded, (brand, isEveryday || folded.Length < (folded[0] < 0x80 ? ShortChars : 2)));
    }
}
