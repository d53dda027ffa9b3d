using System.Globalization;
using System.Text;

namespace Sekisho.Testing.GoodMail;

/// <summary>Fills in one template: chooses among {a|b} and replaces %slots%, always the same for the same seed.</summary>
internal sealed class Wording
{
    private static readonly Lazy<Dictionary<string, string[]>> Words = new(LoadWords);
    private static readonly Lazy<List<string[]>> Senders = new(() => [.. Rows("senders.tsv")]);

    private readonly Random _random;
    private readonly string _language;
    private readonly Dictionary<string, string> _fixed = new(StringComparer.Ordinal);

    public Wording(GoodTemplate template, int seed)
    {
        _random = new Random(seed);
        _language = template.Language;
        ChooseSender(template.Fields.GetValueOrDefault("kind", "firm"));
        foreach (var person in (string[])["me", "colleague", "other"]) ChoosePerson(person, person == "me" ? "fernweb.example.jp" : _fixed["site"]);
    }

    /// <summary>One of the texts between bars.</summary>
    public string OneOf(params ReadOnlySpan<string> texts) => texts[_random.Next(texts.Length)];

    /// <summary>A number below <paramref name="limit"/>.</summary>
    public int Below(int limit) => _random.Next(limit);

    /// <summary>The text with everything chosen and filled in.</summary>
    public string Fill(string text)
    {
        var chosen = Choose(text);
        var output = new StringBuilder(chosen.Length + 64);
        var at = 0;
        while (at < chosen.Length)
        {
            var start = chosen.IndexOf('%', at);
            var end = start < 0 ? -1 : chosen.IndexOf('%', start + 1);
            if (end < 0) break;
            var slot = chosen[(start + 1)..end];
            output.Append(chosen, at, start - at);
            if (Value(slot) is { } value)
            {
                output.Append(value);
                at = end + 1;
            }
            else
            {
                output.Append('%');
                at = start + 1;
            }
        }

        return output.Append(chosen, at, chosen.Length - at).ToString();
    }

    private string Choose(string text)
    {
        while (true)
        {
            var close = text.IndexOf('}', StringComparison.Ordinal);
            var open = close < 0 ? -1 : text.LastIndexOf('{', close);
            if (open < 0) return text;
            text = text[..open] + OneOf(text[(open + 1)..close].Split('|')) + text[(close + 1)..];
        }
    }

    private void ChooseSender(string kind)
    {
        var known = Senders.Value.Where(row => row[0] == _language && row[1] == kind).ToList();
        if (known.Count > 0 && (kind == "brand" || kind == "forge" || _random.Next(100) < 45))
        {
            var row = known[_random.Next(known.Count)];
            (_fixed["brand"], _fixed["site"], _fixed["mailsite"]) = (row[2], row[3], row[4]);
        }
        else
        {
            (_fixed["brand"], _fixed["site"]) = Invented();
            _fixed["mailsite"] = _random.Next(3) == 0 ? "mail." + _fixed["site"] : _fixed["site"];
        }

        _fixed["firm"] = Invented().Name;
        _fixed["shopname"] = Invented().Name;
    }

    private (string Name, string Site) Invented()
    {
        var (first, second) = (Words.Value[_language + "\tpart1"], Words.Value[_language + "\tpart2"]);
        var (a, b) = (_random.Next(first.Length), _random.Next(second.Length));
        var tld = Word("tld");
        if (_language == "ja")
            return (OneOf("株式会社", "", "") + first[a] + second[b], $"{Words.Value["ja\tslug1"][a]}{OneOf("-", "")}{Words.Value["ja\tslug2"][b]}.{tld}");
        return ($"{first[a]}{OneOf("", " ", "")}{second[b]}", $"{Plain(first[a])}{OneOf("", "", "-")}{Plain(second[b])}.{tld}");
    }

    private void ChoosePerson(string person, string site)
    {
        var (first, last) = (Word("first"), Word("last"));
        var user = _language == "ja"
            ? OneOf("t.sato", "suzuki", "h-tanaka", "k.ito", "yamamoto", "n_kobayashi", "kato", "m.yoshida")
            : OneOf($"{Plain(first)}.{Plain(last)}", $"{Plain(first)[0]}{Plain(last)}", Plain(first));
        _fixed[person + ".first"] = first;
        _fixed[person + ".last"] = last;
        _fixed[person + ".full"] = _language == "ja" ? $"{last} {first}" : $"{first} {last}";
        _fixed[person + ".user"] = user;
        _fixed[person + ".address"] = $"{user}@{site}";
        _fixed[person + ".masked"] = $"{user[0]}***@{site}";
    }

    private string? Value(string slot)
    {
        if (_fixed.TryGetValue(slot, out var known)) return known;
        return slot switch
        {
            "n" => Number(1, 9),
            "p2" => Number(10, 80),
            "year" => Number(2015, 2027),
            "hour" => Number(8, 20),
            "time" => $"{Number(8, 21)}:{OneOf("00", "15", "30", "45")}",
            "date" => Date(),
            "datetime" => $"{Date()} {Number(8, 21)}:{Digits(1)}{OneOf("0", "5")}",
            "money" => Money(),
            "phone" => _language == "ja" ? $"0{Number(3, 99)}-{Digits(4)}-{Digits(4)}" : $"+{Number(1, 61)} {Digits(3)} {Digits(3)} {Digits(3)}",
            "code" => Letters(6, "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"),
            "key" => Letters(3, "ABCDEFGHJKLMNPQRSTUVWXYZ"),
            "b64" => Letters(44, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"),
            _ when slot.StartsWith("hex", StringComparison.Ordinal) && int.TryParse(slot.AsSpan(3), CultureInfo.InvariantCulture, out var hex) => Letters(hex, "0123456789abcdef"),
            _ when slot.Length is 2 or 3 && slot[0] == 'd' && int.TryParse(slot.AsSpan(1), CultureInfo.InvariantCulture, out var digits) => Digits(digits),
            _ => Words.Value.ContainsKey(_language + "\t" + slot) ? Word(slot) : Words.Value.TryGetValue("en\t" + slot, out var english) ? OneOf(english) : null,
        };
    }

    private string Date() => _language switch
    {
        "ja" => OneOf($"{Number(1, 12)}月{Number(1, 28)}日", $"{Number(2019, 2027)}年{Number(1, 12)}月{Number(1, 28)}日", $"{Number(2019, 2027)}/{Number(1, 12)}/{Number(1, 28)}"),
        "en" => OneOf($"{Word("month")} {Number(1, 28)}", $"{Number(1, 28)} {Word("month")} {Number(2019, 2027)}", $"{Number(1, 12)}/{Number(1, 28)}/{Number(2019, 2027)}"),
        _ => OneOf($"{Number(1, 28)}. {Word("month")}", $"{Number(1, 28)}/{Number(1, 12)}/{Number(2019, 2027)}", $"{Number(1, 28)} {Word("month")} {Number(2019, 2027)}"),
    };

    private string Money() => _language switch
    {
        "ja" => OneOf($"{Number(1, 98)},{Digits(3)}円", $"¥{Number(1, 98)},{Digits(3)}"),
        "pt" => $"R$ {Number(9, 900)},{Digits(2)}",
        "en" => OneOf($"${Number(5, 900)}.{Digits(2)}", $"£{Number(5, 900)}.{Digits(2)}", $"€{Number(5, 900)}.{Digits(2)}", $"${Number(1, 9)},{Digits(3)}.00"),
        _ => OneOf($"{Number(5, 900)},{Digits(2)} €", $"€ {Number(5, 900)},{Digits(2)}"),
    };

    private string Word(string slot) => OneOf(Words.Value[_language + "\t" + slot]);

    private string Number(int least, int most) => _random.Next(least, most + 1).ToString(CultureInfo.InvariantCulture);

    private string Digits(int count) => Letters(count, "0123456789");

    private string Letters(int count, string alphabet) => string.Create(count, (_random, alphabet), static (span, state) =>
    {
        foreach (ref var letter in span) letter = state.alphabet[state._random.Next(state.alphabet.Length)];
    });

    /// <summary>The letters a to z of a name, lower case.</summary>
    private static string Plain(string name)
    {
        var plain = new StringBuilder();
        foreach (var letter in name.ToLowerInvariant())
        {
            if (char.IsAsciiLetter(letter)) plain.Append(letter);
            else if ("äàâáã".Contains(letter, StringComparison.Ordinal)) plain.Append('a');
            else if ("éèêë".Contains(letter, StringComparison.Ordinal)) plain.Append('e');
            else if ("öóôõ".Contains(letter, StringComparison.Ordinal)) plain.Append('o');
            else if ("üúû".Contains(letter, StringComparison.Ordinal)) plain.Append('u');
            else if ("íï".Contains(letter, StringComparison.Ordinal)) plain.Append('i');
        }

        return plain.ToString();
    }

    private static Dictionary<string, string[]> LoadWords() =>
        Rows("words.tsv").ToDictionary(row => row[0] + "\t" + row[1], row => row[2].Split('|'), StringComparer.Ordinal);

    private static IEnumerable<string[]> Rows(string file) =>
        File.ReadLines(RepositoryRoot.PathOf("tests", "Testing", "GoodMail", file)).Where(line => line.Length > 0 && line[0] != '#').Select(line => line.Split('\t'));
}
