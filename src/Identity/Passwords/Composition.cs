using System.Collections.Frozen;
using System.Text;

namespace Sekisho.Identity.Passwords;

/// <summary>
/// Normalisation Form C (which RFC 8265 §4.2.2 asks for) of what keyboards and programs really send apart: Latin, Greek and
/// Cyrillic letters with marks, kana with voiced marks, Hangul, and the signs that are letters (Å, K, Ω). The process runs
/// without culture data, where the framework normalises nothing; other scripts, and the letters of old Greek, count as typed.
/// </summary>
internal static class Composition
{
    // Hangul syllables are computed (the Unicode Standard, chapter 3.12).
    private const int SyllableBase = 0xAC00;
    private const int LeadBase = 0x1100;
    private const int VowelBase = 0x1161;
    private const int TrailBase = 0x11A7;
    private const int Leads = 19;
    private const int Vowels = 21;
    private const int Trails = 28;
    private const int Syllables = Leads * Vowels * Trails;

    private const int Voiced = 0x3099;
    private const int HalfVoiced = 0x309A;
    private const int VoicedClass = 8;

    // Kana of which the one with the voiced mark is the next code point; with the half-voiced mark the one after that.
    private const string NextIsVoiced = "かきくけこさしすせそたちつてとはひふへほゝカキクケコサシスセソタチツテトハヒフヘホヽ";
    private const string HasHalfVoiced = "はひふへほハヒフヘホ";
    private const string OtherVoiced = "うゔウヴワヷヰヸヱヹヲヺ";

    private static readonly FrozenDictionary<(int Letter, int Mark), int> Composed = Pairs().ToFrozenDictionary();
    private static readonly FrozenDictionary<int, (int Letter, int Mark)> Apart = Pairs().ToFrozenDictionary(pair => pair.Value, pair => pair.Key);
    private static readonly FrozenDictionary<int, int> Classes = MarkedLetters.All.Select(marked => KeyValuePair.Create(marked.Mark, marked.Class))
        .Append(KeyValuePair.Create(Voiced, VoicedClass)).Append(KeyValuePair.Create(HalfVoiced, VoicedClass)).ToFrozenDictionary();

    /// <summary>Takes letters apart, orders their marks, and puts them together. Linear but for marks on one letter, which a password's length bounds.</summary>
    public static List<Rune> Compose(List<Rune> text)
    {
        if (text.TrueForAll(rune => rune.Value < 0xC0)) return text;
        var apart = new List<int>(text.Count + 8);
        foreach (var rune in text) TakeApart(rune.Value, apart);
        Order(apart);
        return PutTogether(apart);
    }

    private static void TakeApart(int rune, List<int> into)
    {
        rune = rune switch { 0x212A => 'K', 0x212B => 0x00C5, 0x2126 => 0x03A9, _ => rune };
        if (rune - SyllableBase is >= 0 and < Syllables and var syllable)
        {
            into.Add(LeadBase + (syllable / (Vowels * Trails)));
            into.Add(VowelBase + (syllable % (Vowels * Trails) / Trails));
            if (syllable % Trails > 0) into.Add(TrailBase + (syllable % Trails));
        }
        else if (Apart.TryGetValue(rune, out var pair))
        {
            TakeApart(pair.Letter, into);
            into.Add(pair.Mark);
        }
        else
        {
            into.Add(rune);
        }
    }

    // Marks after one letter, by class; those of one class keep their order.
    private static void Order(List<int> text)
    {
        for (var start = 0; start < text.Count;)
        {
            var end = start + 1;
            while (end < text.Count && Classes.ContainsKey(text[end])) end++;
            var from = Classes.ContainsKey(text[start]) ? start : start + 1;
            if (end - from > 1)
            {
                var ordered = text.GetRange(from, end - from).OrderBy(mark => Classes[mark]).ToList();
                for (var i = 0; i < ordered.Count; i++) text[from + i] = ordered[i];
            }

            start = end;
        }
    }

    private static List<Rune> PutTogether(List<int> text)
    {
        var result = new List<int>(text.Count);
        var letterAt = -1;
        var lastClass = 0;
        foreach (var rune in text)
        {
            var own = Classes.GetValueOrDefault(rune);
            // A mark of the same or a higher class in between keeps letter and mark apart.
            var blocked = lastClass != 0 && lastClass >= own;
            var adjacent = result.Count - 1 == letterAt;
            if (letterAt >= 0 && (own == 0 ? adjacent : !blocked) && Join(result[letterAt], rune) is { } joined)
            {
                result[letterAt] = joined;
                continue;
            }

            if (own == 0) letterAt = result.Count;
            lastClass = own;
            result.Add(rune);
        }

        return result.ConvertAll(value => new Rune(value));
    }

    private static int? Join(int letter, int next)
    {
        if (letter - LeadBase is >= 0 and < Leads and var lead && next - VowelBase is >= 0 and < Vowels and var vowel)
            return SyllableBase + (((lead * Vowels) + vowel) * Trails);
        if (letter - SyllableBase is >= 0 and < Syllables and var syllable && syllable % Trails == 0 && next - TrailBase is > 0 and < Trails and var trail)
            return letter + trail;
        return Composed.TryGetValue((letter, next), out var composed) ? composed : null;
    }

    private static IEnumerable<KeyValuePair<(int Letter, int Mark), int>> Pairs()
    {
        foreach (var marked in MarkedLetters.All)
            for (var i = 0; i < marked.Pairs.Length; i += 2) yield return KeyValuePair.Create(((int)marked.Pairs[i], marked.Mark), (int)marked.Pairs[i + 1]);
        foreach (var kana in NextIsVoiced) yield return KeyValuePair.Create(((int)kana, Voiced), kana + 1);
        foreach (var kana in HasHalfVoiced) yield return KeyValuePair.Create(((int)kana, HalfVoiced), kana + 2);
        for (var i = 0; i < OtherVoiced.Length; i += 2) yield return KeyValuePair.Create(((int)OtherVoiced[i], Voiced), (int)OtherVoiced[i + 1]);
    }
}
