using Sekisho.Inspect.Facts;

namespace Sekisho.Inspect.History;

/// <summary>What the recipients' lists of senders say.</summary>
internal static class ListFacts
{
    public static readonly Fact Allowed = Fact.Truth("list.allowed", "A recipient's allow list names the sender in From, and the sender is authenticated: DMARC passes, or SPF or DKIM for the very domain.");
    public static readonly Fact Unproven = Fact.Truth("list.allowed_unproven", "A recipient's allow list names the sender in From, but nothing proves that it is the sender.");
    public static readonly Fact Blocked = Fact.Truth("list.blocked", "The block lists of all recipients (of the first 50) name the sender in From or the reverse-path.");

    public static FactGroup Group { get; } = FactGroup.Of("Sender lists",
        "What the allow and block lists of the recipients and their domains say of the sender. Absent where the history is.", Allowed, Unproven, Blocked);
}
