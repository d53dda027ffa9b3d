using System.Buffers.Binary;
using System.Collections.Frozen;
using System.Runtime.InteropServices;
using Sekisho.Inspect.Language.Text;

namespace Sekisho.Inspect.Language.Phrases;

/// <summary>The phrases of <c>phrases.txt</c>, made ready for finding.</summary>
internal sealed class PhraseTable
{
    /// <summary>Most phrases that one line may stand for. Stops a slip in the file from making millions.</summary>
    private const int MaxOfLine = 5_000;

    private const string ResourceName = "phrases.txt";

    private static readonly Lazy<PhraseTable> TheBuiltIn = new(() => new PhraseTable(ReadResource()));

    /// <summary>Phrases by their first characters; longer ones by more of them, because "you" alone begins hundreds.</summary>
    private readonly FrozenDictionary<ulong, Phrase[]> _byHead;

    private readonly FrozenDictionary<UInt128, Phrase[]> _byLongHead;

    /// <summary>Makes a table of lines.</summary>
    /// <exception cref="FormatException">A line stands before the first class, or cannot be read.</exception>
    public PhraseTable(IEnumerable<string> lines)
    {
        var phrases = new Dictionary<string, Phrase>(StringComparer.Ordinal);
        string? group = null;
        foreach (var line in lines)
        {
            if (line.Length == 0 || line[0] == '#') continue;
            if (line[0] == '[') group = line.Trim('[', ']');
            else if (group is null) throw new FormatException($"'{line}' stands before the first class.");
            else foreach (var text in Expand(line)) phrases.TryAdd(text, new Phrase(group, text));
        }

        Count = phrases.Count;
        _byHead = phrases.Values.Where(phrase => phrase.Text.Length < LongHead).GroupBy(phrase => HeadOf(phrase.Text)).ToFrozenDictionary(group => group.Key, group => group.OrderByDescending(phrase => phrase.Text.Length).ToArray());
        _byLongHead = phrases.Values.Where(phrase => phrase.Text.Length >= LongHead).GroupBy(phrase => LongHeadOf(phrase.Text)).ToFrozenDictionary(group => group.Key, group => group.OrderByDescending(phrase => phrase.Text.Length).ToArray());
    }

    /// <summary>The table of the product.</summary>
    public static PhraseTable BuiltIn => TheBuiltIn.Value;

    /// <summary>How many phrases there are.</summary>
    public int Count { get; }

    /// <summary>Finds phrases, each once.</summary>
    /// <param name="text">A folded text.</param>
    /// <param name="found">Takes what is found; as many as <see cref="MaxFound"/>.</param>
    public void Find(ReadOnlySpan<char> text, HashSet<Phrase> found)
    {
        var at = 0;
        while (at < text.Length && found.Count < MaxFound)
        {
            if (text[at] != ' ')
            {
                // The longest first, and of one place one only.
                var isLong = text.Length - at >= LongHead && _byLongHead.TryGetValue(LongHeadOf(text[at..]), out var candidates) && Take(candidates, text, at, found);
                if (!isLong && text.Length - at >= 3 && _byHead.TryGetValue(HeadOf(text[at..]), out candidates)) Take(candidates, text, at, found);
            }

            if (at < text.Length && LetterTable.IsEastAsian(text[at]))
            {
                at++;
                continue;
            }

            // Latin phrases begin where words begin.
            while (at < text.Length && text[at] != ' ' && !LetterTable.IsEastAsian(text[at])) at++;
            while (at < text.Length && text[at] == ' ') at++;
        }
    }

    private static bool Take(Phrase[] candidates, ReadOnlySpan<char> text, int at, HashSet<Phrase> found)
    {
        foreach (var candidate in candidates)
        {
            if (!text[at..].StartsWith(candidate.Text, StringComparison.Ordinal) || !EndsWord(text, at + candidate.Text.Length)) continue;
            found.Add(candidate);
            return true;
        }

        return false;
    }

    /// <summary>Most phrases that are told. Stops a text made of nothing else.</summary>
    public const int MaxFound = 40;

    /// <summary>The first three characters: phrases are not shorter.</summary>
    private static ulong HeadOf(ReadOnlySpan<char> text) => text[0] | (ulong)text[1] << 16 | (ulong)text[2] << 32;

    private const int LongHead = 8;

    /// <summary>The first eight characters.</summary>
    private static UInt128 LongHeadOf(ReadOnlySpan<char> text)
    {
        var head = MemoryMarshal.AsBytes(text[..LongHead]);
        return new UInt128(BinaryPrimitives.ReadUInt64LittleEndian(head[8..]), BinaryPrimitives.ReadUInt64LittleEndian(head));
    }

    private static bool EndsWord(ReadOnlySpan<char> text, int end) =>
        end >= text.Length || text[end] == ' ' || LetterTable.IsEastAsian(text[end]) || LetterTable.IsEastAsian(text[end - 1]);

    /// <summary>Every text that a line with (alternatives) and optional characters (x?) stands for, folded.</summary>
    private static HashSet<string> Expand(string line)
    {
        var texts = new HashSet<string>(StringComparer.Ordinal);
        var open = new Stack<string>([line.Replace("\\", "", StringComparison.Ordinal)]);
        var folded = new FoldedText();
        while (open.TryPop(out var text))
        {
            var close = text.IndexOf(')', StringComparison.Ordinal);
            var start = close < 0 ? -1 : text.LastIndexOf('(', close);
            if (start < 0)
            {
                folded.Clear();
                folded.Append(text.Replace("?", "", StringComparison.Ordinal));
                var phrase = folded.Span.Trim(' ').ToString();
                if (phrase.Length < 3) throw new FormatException($"'{line}' stands for '{phrase}', which is too short.");
                texts.Add(phrase);
                if (texts.Count > MaxOfLine) throw new FormatException($"'{line}' stands for more than {MaxOfLine} phrases.");
                continue;
            }

            var isOptional = close + 1 < text.Length && text[close + 1] == '?';
            foreach (var choice in text[(start + 1)..close].Split('|')) open.Push(text[..start] + choice + text[(close + (isOptional ? 2 : 1))..]);
            if (isOptional) open.Push(text[..start] + text[(close + 2)..]);
        }

        return texts;
    }

    private static IEnumerable<string> ReadResource()
    {
        using var reader = new StreamReader(typeof(PhraseTable).Assembly.GetManifestResourceStream(ResourceName)!);
        return reader.ReadToEnd().Split('\n').Select(line => line.TrimEnd('\r'));
    }
}
