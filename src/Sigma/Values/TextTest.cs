using Sekisho.Sigma.Matching;

namespace Sekisho.Sigma.Values;

/// <summary>Text with wildcards. It never fits a value that is null: that is not the empty text.</summary>
internal sealed class TextTest(TextPattern pattern, bool cased) : ValueTest
{
    public TextPattern Pattern => pattern;

    public bool Cased => cased;

    public override string Key => (cased ? "T" : "t") + pattern.Key;

    public override bool Matches(EventView view, int value) =>
        view.Kind(value) != EventValueKind.Null && pattern.IsMatch(cased ? view.Raw(value) : view.Folded(value));
}
