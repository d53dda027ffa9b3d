using System.Buffers;
using System.Text;
using Sekisho.Kernel.Text;

namespace Sekisho.Inspect.Containers;

/// <summary>
/// The words that may be the password of an encrypted attachment. In Japan a file's password is customarily sent in the
/// mail itself or in the one behind it (PPAP); criminals send it in the text so that scanners stay out.
/// </summary>
internal sealed class PasswordList(Func<string> readText)
{
    /// <summary>Most words kept; those behind a word like "password" stand first.</summary>
    public const int MaxWords = 500;

    /// <summary>Words without any sign of a password fill up to this many only: each costs a try.</summary>
    private const int MaxPlainWords = 50;

    /// <summary>How much of the text is searched, in characters.</summary>
    private const int MaxTextChars = 200_000;

    private const int MinWordChars = 2;
    public const int MaxWordChars = 64;

    /// <summary>How many words behind the label may be the password: "password for the file is: x".</summary>
    private const int WordsBehindLabel = 6;

    /// <summary>Words that stand in front of a password.</summary>
    private static readonly string[] Labels =
        ["password", "passwort", "passcode", "passwd", "pass", "pwd", "pw", "key", "code", "contraseña", "senha", "mot de passe", "пароль",
         "パスワード", "ﾊﾟｽﾜｰﾄﾞ", "ぱすわーど", "p@ssword", "pin", "合言葉", "キーワード", "パス", "暗証", "解凍", "密码", "密碼", "비밀번호"];

    /// <summary>What samples and archives of samples are locked with by custom, and what programs use when they must use something.</summary>
    private static readonly string[] Customary = ["infected", "password", "1234", "12345", "123456", "malware", "virus", "VelvetSweatshop"];

    private static readonly SearchValues<char> Separators = SearchValues.Create(" \t\r\n\u3000\u00A0\"“”„'‘’`´「」『』【】［］[]()（）<>＜＞、。，|｜\u200B");

    private static readonly SearchValues<char> MarksAndDigits = SearchValues.Create("0123456789!#$%&*+@_=~^-");

    private List<string>? _words;

    /// <summary>The words, most likely first; made when first asked for, since few messages need it. The customary ones stand behind them, and then words without any sign of a password.</summary>
    public IReadOnlyList<string> Words => _words ??= Read(readText());

    /// <summary>Puts a word of the text that opened something in front: files of one message mostly share it.</summary>
    public void Promote(int index)
    {
        if (_words is null || index <= 0 || index >= FromText) return;
        var word = _words[index];
        _words.RemoveAt(index);
        _words.Insert(0, word);
    }

    /// <summary>How many of <see cref="Words"/> are from the message and look like a password or stand behind a word for one.</summary>
    public int FromText { get; private set; }

    private List<string> Read(string text)
    {
        if (text.Length > MaxTextChars) text = text[..MaxTextChars];
        var kept = new List<string>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        // Labels are written in full-width letters as well; narrowing keeps the places.
        var narrow = PasswordHints.Narrow(text);
        foreach (var (label, at) in FindLabels(narrow)) AddWords(text.AsSpan(at + label.Length), WordsBehindLabel, kept, seen);
        foreach (var (label, at) in FindLabels(narrow))
            foreach (var hint in PasswordHints.Behind(narrow[(at + label.Length)..Math.Min(narrow.Length, at + label.Length + 800)]))
                Add(hint, kept, seen, null);
        AddWords(text, int.MaxValue, kept, seen, word => word.AsSpan().ContainsAny(MarksAndDigits));
        FromText = kept.Count;
        foreach (var word in Customary)
            if (seen.Add(word))
                kept.Add(word);
        AddRuns(narrow, kept, seen);
        return kept;
    }

    /// <summary>The words without a label and without a digit, as far as there is room: "use november to open it".</summary>
    private static void AddRuns(string text, List<string> kept, HashSet<string> seen)
    {
        foreach (var run in PasswordHints.Runs(text))
        {
            if (kept.Count >= MaxPlainWords) return;
            Add(run, kept, seen, null);
        }
    }

    private static IEnumerable<(string Label, int At)> FindLabels(string text)
    {
        var found = 0;
        foreach (var label in Labels)
        {
            for (var at = 0; found < 200 && (at = text.IndexOfAnyCase(label, at)) >= 0; at += label.Length)
            {
                found++;
                yield return (label, at);
            }
        }
    }

    private static void AddWords(ReadOnlySpan<char> text, int count, List<string> kept, HashSet<string> seen, Func<string, bool>? condition = null)
    {
        while (count > 0 && kept.Count < MaxWords && !text.IsEmpty)
        {
            var end = text.IndexOfAny(Separators);
            if (end < 0) end = text.Length;
            if (end > 0) count--;
            var word = text[..end];
            text = text[Math.Min(end + 1, text.Length)..];

            // "PW:abc", "password=abc", "は「abc」です"
            var colon = word.LastIndexOfAny(":：=＝は");
            if (colon >= 0 && colon + 1 < word.Length) Keep(word[(colon + 1)..], kept, seen, condition);
            Keep(word.TrimStart(":：=＝は"), kept, seen, condition);
        }
    }

    private static void Keep(ReadOnlySpan<char> word, List<string> kept, HashSet<string> seen, Func<string, bool>? condition)
    {
        Add(word.TrimEnd(".,;:!?"), kept, seen, condition);
        Add(word, kept, seen, condition);
    }

    private static void Add(ReadOnlySpan<char> word, List<string> kept, HashSet<string> seen, Func<string, bool>? condition)
    {
        if (word.Length is < MinWordChars or > MaxWordChars || kept.Count >= MaxWords) return;
        var text = word.ToString();
        if (condition is not null && !condition(text)) return;
        if (seen.Add(text)) kept.Add(text);
        if (!Ascii.IsValid(text) && Narrow(text) is var narrow && narrow != text && seen.Add(narrow)) kept.Add(narrow);
    }

    /// <summary>Full-width letters, as Japanese keyboards write them, in their ordinary form.</summary>
    private static string Narrow(string text) =>
        string.Create(text.Length, text, static (span, source) =>
        {
            for (var i = 0; i < source.Length; i++) span[i] = source[i] is >= '\uFF01' and <= '\uFF5E' ? (char)(source[i] - 0xFEE0) : source[i];
        });
}
