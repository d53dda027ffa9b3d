using Sekisho.Inspect.Facts;

namespace Sekisho.Inspect.Reputation;

/// <summary>The facts of the reputation signal.</summary>
internal static class ReputationFacts
{
    public static readonly Fact AddressLists = Fact.List("reputation.address_lists", "Lists that name the client's address, with what they answer.", "bl.example.net 127.0.0.2");
    public static readonly Fact DomainLists = Fact.List("reputation.domain_lists", "Domains of links or of From that lists name, with the list and what it answers.", "bad.example uri.example.net 127.0.0.2");
    public static readonly Fact Silent = Fact.List("reputation.silent_lists", "Lists that gave no answer, or one that means nothing: out of reach, closed, or not for this name server.", "bl.example.net Timeout");

    public static FactGroup Group { get; } = FactGroup.Of("Reputation", "What lists in the DNS say about the client's address and about domains (RFC 5782). Asked only where the configuration names lists; not for mail of our accounts.",
        AddressLists, DomainLists, Silent);
}
