using Sekisho.Inspect.Facts;

namespace Sekisho.Inspect.History;

/// <summary>The facts of the history signal.</summary>
internal static class HistoryFacts
{
    public static readonly Fact FirstContact = Fact.Truth("history.first_contact", "Nobody of the recipients' tenants has had authenticated mail from the address or written to it.");
    public static readonly Fact FirstOfDomain = Fact.Truth("history.first_of_domain", "Nor from any other address of its domain.");
    public static readonly Fact Messages = Fact.Number("history.messages", "Messages taken from the address whose sender was authenticated (DMARC, or SPF or DKIM for the very domain).", "12");
    public static readonly Fact Days = Fact.Number("history.days", "Days since the first of them, or since the first message to the address.", "240");
    public static readonly Fact Written = Fact.Number("history.written", "Messages that people of the tenant have written to the address.", "3");
    public static readonly Fact IsReply = Fact.Truth("history.is_reply", "It answers a message that somebody of the tenant has written within the last 60 days (In-Reply-To, References).");
    public static readonly Fact NameOfOwn = Fact.Text("history.name_of_own", "The name in From is that of a person of the tenant, whose address is another one.", "Ben Miller");
    public static readonly Fact NameOfOther = Fact.Text("history.name_of_other", "The name in From is that of somebody who has often written from another address, and never from this one.", "Hana Sato");

    public static FactGroup Group { get; } = FactGroup.Of("History",
        "What the recipients' tenants remember of the sender. Absent for mail that an account of ours submits, and outside of the running system.",
        FirstContact, FirstOfDomain, Messages, Days, Written, IsReply, NameOfOwn, NameOfOther);
}
