using System.Globalization;
using Sekisho.Sigma.Reading;

namespace Sekisho.Sigma.Conditions;

/// <summary>
/// Reads conditions (specification 2.1, "Condition"). From the loosest to the tightest binding: or, and, not, x of,
/// parentheses. Words of the language are read in any case. Throws over nothing: <see cref="Problem"/> says what is
/// wrong.
/// </summary>
internal sealed class ConditionParser
{
    private readonly string _text;
    private int _at;
    private int _depth;

    private ConditionParser(string text) => _text = text;

    /// <summary>What is wrong, or null.</summary>
    public string? Problem { get; private set; }

    public string Advice { get; private set; } = "";

    /// <summary>Where, counted from the start of the text.</summary>
    public int ProblemOffset { get; private set; }

    /// <summary>Reads a condition.</summary>
    /// <param name="text">The text.</param>
    /// <param name="parser">Tells what is wrong when the result is null.</param>
    public static ConditionSyntax? Parse(string text, out ConditionParser parser)
    {
        parser = new ConditionParser(text);
        if (text.Length > RuleLimits.MaxConditionLength) return parser.Fail($"The condition has more than {RuleLimits.MaxConditionLength} characters.");
        var condition = parser.ReadOr();
        if (condition is null) return null;
        parser.SkipSpace();
        if (parser._at == text.Length) return condition;
        return text[parser._at] == '|'
            ? parser.Fail("Aggregations with '|' are not part of Sigma any more.", "Write a correlation rule instead.")
            : parser.Fail($"'{parser.Peek()}' does not belong here.", "Between two selections stands 'and' or 'or'.");
    }

    private ConditionSyntax? ReadOr() => ReadList("or", ReadAnd, (offset, parts) => new OrSyntax(offset, parts));

    private ConditionSyntax? ReadAnd() => ReadList("and", ReadNot, (offset, parts) => new AndSyntax(offset, parts));

    private ConditionSyntax? ReadList(string word, Func<ConditionSyntax?> read, Func<int, List<ConditionSyntax>, ConditionSyntax> join)
    {
        var first = read();
        if (first is null) return null;
        List<ConditionSyntax>? parts = null;
        while (TakeWord(word))
        {
            if (read() is not { } next) return null;
            (parts ??= [first]).Add(next);
        }

        return parts is null ? first : join(first.Offset, parts);
    }

    private ConditionSyntax? ReadNot()
    {
        SkipSpace();
        var offset = _at;
        if (!TakeWord("not")) return ReadPrimary();
        if (!Enter()) return null;
        var part = ReadNot();
        _depth--;
        return part is null ? null : new NotSyntax(offset, part);
    }

    private ConditionSyntax? ReadPrimary()
    {
        SkipSpace();
        var offset = _at;
        if (_at == _text.Length) return Fail(_text.Trim().Length == 0 ? "The condition is empty." : "The condition ends too early.", "Name a selection.");
        if (_text[_at] == '(')
        {
            _at++;
            if (!Enter()) return null;
            var inner = ReadOr();
            _depth--;
            if (inner is null) return null;
            SkipSpace();
            if (_at == _text.Length || _text[_at] != ')') return Fail("A parenthesis is not closed.", "Write ')'.");
            _at++;
            return inner;
        }

        var word = ReadWord();
        if (word.Length == 0) return Fail($"'{_text[_at]}' does not belong here.");
        return ReadCount(offset, word) ?? (Problem is not null ? null : ReadName(offset, word));
    }

    private ConditionSyntax? ReadName(int offset, string word)
    {
        if (word.ToLowerInvariant() is not ("and" or "or" or "not" or "of")) return new NameSyntax(offset, word);
        _at = offset;
        return Fail($"'{word}' does not belong here.", "Name a selection.");
    }

    private CountSyntax? ReadCount(int offset, string word)
    {
        int wanted;
        if (word.Equals("all", StringComparison.OrdinalIgnoreCase)) wanted = 0;
        else if (word.Equals("any", StringComparison.OrdinalIgnoreCase)) wanted = 1;
        else if (!int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out wanted) || wanted == 0) return null;
        var behind = _at;
        if (!TakeWord("of"))
        {
            // A selection may be called "all".
            _at = behind;
            return null;
        }

        SkipSpace();
        var pattern = ReadWord();
        if (pattern.Length == 0)
        {
            Fail("Behind 'of' stands 'them' or a pattern.", "For instance: 1 of selection_*");
            return null;
        }

        return new CountSyntax(offset, wanted, pattern.Equals("them", StringComparison.OrdinalIgnoreCase) ? null : pattern);
    }

    private bool Enter()
    {
        if (++_depth <= RuleLimits.MaxConditionDepth) return true;
        Fail($"Parentheses and negations lie more than {RuleLimits.MaxConditionDepth} deep inside each other.");
        return false;
    }

    private bool TakeWord(string word)
    {
        SkipSpace();
        var from = _at;
        if (ReadWord().Equals(word, StringComparison.OrdinalIgnoreCase)) return true;
        _at = from;
        return false;
    }

    private string ReadWord()
    {
        var from = _at;
        while (_at < _text.Length && !char.IsWhiteSpace(_text[_at]) && _text[_at] is not ('(' or ')' or '|')) _at++;
        return _text[from.._at];
    }

    private string Peek()
    {
        var from = _at;
        var word = ReadWord();
        _at = from;
        return word.Length > 0 ? word : _text[_at].ToString();
    }

    private void SkipSpace()
    {
        while (_at < _text.Length && char.IsWhiteSpace(_text[_at])) _at++;
    }

    private ConditionSyntax? Fail(string problem, string advice = "")
    {
        if (Problem is not null) return null;
        (Problem, Advice, ProblemOffset) = (problem, advice, Math.Min(_at, _text.Length));
        return null;
    }
}
