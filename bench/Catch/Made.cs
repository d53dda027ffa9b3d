using Sekisho.Inspect.Language.Features;
using Sekisho.Inspect.Language.Text;
using Sekisho.Testing.GoodMail;

namespace Sekisho.Bench.Catch;

/// <summary>The tokens that only make made messages differ: names, towns, goods. A classifier must not take them for signs of good mail.</summary>
internal static class Made
{
    public static HashSet<int> Tokens()
    {
        var features = new FeatureSet();
        var words = new WordReader();
        var folded = new FoldedText();
        var tokens = new HashSet<int>();
        foreach (var value in GoodMailbox.SlotValues)
        {
            folded.Clear();
            folded.Append(value);
            foreach (var kind in (TokenKind[])[TokenKind.Text, TokenKind.Subject, TokenKind.Name, TokenKind.Anchor])
            {
                features.Clear();
                words.Read(folded.Span, kind, features);
                tokens.UnionWith(features.Words.ToArray());
            }
        }

        return tokens;
    }
}
