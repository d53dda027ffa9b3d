using Sekisho.Inspect.Html;
using Sekisho.Inspect.Language.Phrases;
using Sekisho.Inspect.Language.Text;

namespace Sekisho.Inspect.Language.Features;

/// <summary>What the shape of a message is read from.</summary>
/// <param name="Text">Subject and visible text, folded.</param>
/// <param name="Words">What was counted when its words were read.</param>
/// <param name="Subject">The subject.</param>
/// <param name="Links">The links of its pages.</param>
/// <param name="Phrases">The phrases found in it.</param>
internal sealed record MessageShape(FoldedText Text, WordReader Words, string Subject, IReadOnlyList<HtmlLink> Links, IReadOnlyCollection<Phrase> Phrases);
