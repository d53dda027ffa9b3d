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

    public static readonly Fact Phrases = Fact.List("language.phrases", "Kinds of wording in subject and visible text (PhraseTable): credential, mailbox, account_threat, urgency, prize, gift_card, advance_fee, loan, investment, crypto_wallet, extortion, ransom, callback, refund_call, payroll, bank_change, wire_today, secret_deal, task, parcel_fee, infected, adult, medicine.", "credential", "urgency");
    public static readonly Fact Insistent = Fact.List("language.phrases_insistent", "Those of them with two or more different phrases.", "extortion");
    public static readonly Fact Found = Fact.List("language.phrases_found", "The phrases themselves, without case and accents; digits are 0.", "credential: verify your account");
    public static readonly Fact Traits = Fact.List("language.traits", "How the message is made, in words: who links to whom, tricks with letters, how the sender's name goes with the address. The classifier weighs them too.", "no link to the sender's site");
    public static readonly Fact Phones = Fact.Number("language.phone_numbers", "What looks like telephone numbers in the visible text.", "1");

    public static FactGroup Group { get; } = FactGroup.Of("Language", "The words of subject, visible text and links, and how the message is made. Dates, other header fields and the recipient's names are not looked at.",
        Name, Probability, Against, For, Disguised, Phrases, Insistent, Found, Traits, Phones);
}
