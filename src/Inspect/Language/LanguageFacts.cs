using Sekisho.Inspect.Facts;

namespace Sekisho.Inspect.Language;

/// <summary>The facts of the language signal.</summary>
internal static class LanguageFacts
{
    public static readonly Fact Name = Fact.Text("language.name", "The language of the visible text, two letters; \"other\" where none is recognised.", "ja");
    public static readonly Fact Probability = Fact.Number("language.probability", "How probable it is that the message is unwanted, by its words and shape alone, as the trained classifier sees it; 0 to 1.", "0.97");
    public static readonly Fact Against = Fact.List("language.against", "What spoke most against the message, with its share of the sum; set from a probability of 0.5.", "'verify your' 0.31");
    public static readonly Fact For = Fact.List("language.for", "What spoke most for the message, likewise.", "'meeting' 0.12");
    public static readonly Fact Disguised = Fact.Number("language.disguised", "Letters that look like others: of other scripts within words, of styles made for formulas, or parted by characters without width.", "14");

    public static FactGroup Group { get; } = FactGroup.Of("Language", "The words of subject, visible text and links, and how the message is made. Dates, other header fields and the recipient's names are not looked at.",
        Name, Probability, Against, For, Disguised);
}
