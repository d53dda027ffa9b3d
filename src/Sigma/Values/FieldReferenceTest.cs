using Sekisho.Sigma.Matching;

namespace Sekisho.Sigma.Values;

/// <summary>The value is that of another field of the same event, or contains it, or begins or ends with it.</summary>
internal sealed class FieldReferenceTest(string other, bool cased, bool openBefore, bool openAfter) : ValueTest
{
    private int _other = -1;

    public override string Key => $"f{cased}{openBefore}{openAfter}{other}";

    public override string? OtherField => other;

    public override void Bind(int otherField) => _other = otherField;

    public override bool Matches(EventView view, int value)
    {
        if (view.Kind(value) == EventValueKind.Null) return false;
        for (var at = view.Head(_other); at >= 0; at = view.Next(at))
            if (view.Kind(at) != EventValueKind.Null && Fits(view, value, at)) return true;
        return false;
    }

    private bool Fits(EventView view, int value, int at)
    {
        // Both are folded before either is used: folding may move the buffer.
        if (!cased) (_, _) = (view.Folded(value).Length, view.Folded(at).Length);
        var text = cased ? view.Raw(value) : view.Folded(value);
        var wanted = cased ? view.Raw(at) : view.Folded(at);
        return (openBefore, openAfter) switch
        {
            (false, false) => text.SequenceEqual(wanted),
            (true, false) => text.EndsWith(wanted),
            (false, true) => text.StartsWith(wanted),
            _ => text.IndexOf(wanted) >= 0,
        };
    }
}
