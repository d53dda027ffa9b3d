using Sekisho.Sigma.Matching;

namespace Sekisho.Sigma.Values;

/// <summary>A truth value. The event may have it as such or as text; what the rule literally wrote (<c>yes</c>) fits too.</summary>
internal sealed class BooleanTest(bool wanted, byte[] written) : ValueTest
{
    private readonly byte[] _word = (wanted ? "true"u8 : "false"u8).ToArray();
    private readonly byte[] _written = CaseFold.Folded(written);

    public override string Key => $"b{wanted}{Convert.ToHexString(_written)}";

    /// <summary>The folded texts that fit.</summary>
    public IEnumerable<byte[]> Texts => [_word, _written];

    public override bool Matches(EventView view, int value)
    {
        if (view.Kind(value) == EventValueKind.Null) return false;
        var text = view.Folded(value);
        return text.SequenceEqual(_word) || text.SequenceEqual(_written);
    }
}
