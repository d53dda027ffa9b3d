using Sekisho.Inspect.Language.Text;

namespace Sekisho.Inspect.Language.Features;

/// <summary>
/// Turns a folded text into tokens: words and pairs of words; where no blanks part words (Japanese), pairs of characters,
/// and runs of one script as words. Linear, without allocation.
/// </summary>
internal sealed class WordReader
{
    /// <summary>Longer words are no words (codes, encoded data), in characters.</summary>
    private const int MaxWordChars = 24;

    /// <summary>Longest run of one script that is taken for a word, in characters.</summary>
    private const int MaxRunChars = 8;

    private readonly HashSet<uint> _reader = [];
    private readonly HashSet<uint> _sender = [];
    private readonly int[] _languages = new int[CommonWords.Languages.Length];

    /// <summary>Words read.</summary>
    public int Words { get; private set; }

    /// <summary>Characters of kana and Han.</summary>
    public int EastAsian { get; private set; }

    /// <summary>Characters of kana alone.</summary>
    public int Kana { get; private set; }

    /// <summary>The language with most common words; "other" for none.</summary>
    public string Language
    {
        get
        {
            if (Kana > 3 && EastAsian * 4 > Words) return "ja";
            // Han without kana, and more of it than of words.
            if (EastAsian > 8 && EastAsian > Words && Kana * 20 < EastAsian) return "zh";
            var best = 0;
            for (var i = 1; i < _languages.Length; i++)
                if (_languages[i] > _languages[best]) best = i;
            return _languages[best] == 0 ? "other" : CommonWords.Languages[best];
        }
    }

    /// <summary>Forgets the message before.</summary>
    public void Clear()
    {
        _reader.Clear();
        _sender.Clear();
        Array.Clear(_languages);
        Words = EastAsian = Kana = 0;
    }

    /// <summary>A word of the recipient's name or address: it says nothing about the message and is left out.</summary>
    public void Ignore(ReadOnlySpan<char> folded) => Each(folded, _reader);

    /// <summary>A word of the sender's own domain: in the text it becomes "the sender's name", so that no brand is bad by itself.</summary>
    public void TakeForSender(ReadOnlySpan<char> folded) => Each(folded, _sender);

    /// <summary>Adds the tokens of <paramref name="text"/>.</summary>
    public void Read(ReadOnlySpan<char> text, TokenKind kind, FeatureSet features)
    {
        var previous = 0u;
        var previousStart = 0;
        var previousIsCommon = true;
        var at = 0;
        while (at < text.Length && !features.IsFull)
        {
            var character = text[at];
            if (character == ' ')
            {
                at++;
                continue;
            }

            if (LetterTable.IsEastAsian(character))
            {
                at = ReadEastAsian(text, at, kind, features);
                previous = 0;
                continue;
            }

            var start = at;
            var hash = FeatureHash.Start;
            for (; at < text.Length && text[at] != ' ' && !LetterTable.IsEastAsian(text[at]); at++) hash = FeatureHash.Add(hash, text[at]);
            Words++;
            if (at - start > MaxWordChars || _reader.Contains(hash))
            {
                previous = 0;
                continue;
            }

            if (_sender.Contains(hash)) hash = FeatureHash.Of("the sender");
            var language = CommonWords.LanguageOf(hash);
            if (language == CommonWords.Time)
            {
                previous = 0;
                continue;
            }

            if (language >= 0) _languages[language]++;
            var isCommon = language >= 0 || at - start == 1;
            if (!isCommon) features.Add(hash, kind, text[start..at]);
            // Two common words side by side tell the language and nothing else.
            if (previous != 0 && !(isCommon && previousIsCommon)) features.Add(FeatureHash.Pair(previous, hash), kind, text[previousStart..at]);
            (previous, previousStart, previousIsCommon) = (hash, start, isCommon);
        }
    }

    private int ReadEastAsian(ReadOnlySpan<char> text, int at, TokenKind kind, FeatureSet features)
    {
        var runStart = at;
        var runHash = FeatureHash.Start;
        for (; at < text.Length && LetterTable.IsEastAsian(text[at]); at++)
        {
            EastAsian++;
            if (ScriptOf(text[at]) < 2) Kana++;
            if (at > runStart && ScriptOf(text[at]) != ScriptOf(text[at - 1]))
            {
                AddRun(text[runStart..at], runHash, kind, features);
                (runStart, runHash) = (at, FeatureHash.Start);
            }

            runHash = FeatureHash.Add(runHash, text[at]);
            if (at + 1 < text.Length && LetterTable.IsEastAsian(text[at + 1]))
                features.Add(FeatureHash.Add(FeatureHash.Add(FeatureHash.Start, text[at]), text[at + 1]), kind, text.Slice(at, 2));
        }

        AddRun(text[runStart..at], runHash, kind, features);
        return at;
    }

    private static void AddRun(ReadOnlySpan<char> run, uint hash, TokenKind kind, FeatureSet features)
    {
        // Pairs have been added; a run of hiragana is grammar.
        if (run.Length is > 2 and <= MaxRunChars && ScriptOf(run[0]) != 0) features.Add(hash, kind, run);
    }

    private static int ScriptOf(char character) => character is >= '\u3040' and <= '\u309F' ? 0 : character is >= '\u30A0' and <= '\u30FF' ? 1 : 2;

    private static void Each(ReadOnlySpan<char> folded, HashSet<uint> words)
    {
        foreach (var range in folded.Split(' '))
        {
            // Short words are words of the language as often as parts of names.
            if (range.End.Value - range.Start.Value >= 3 && words.Count < 64) words.Add(FeatureHash.Of(folded[range]));
        }
    }
}
