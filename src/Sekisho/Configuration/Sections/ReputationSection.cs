namespace Sekisho.Configuration.Sections;

/// <summary>Lists in the DNS.</summary>
internal sealed record ReputationSection
{
    /// <summary>Lists of addresses.</summary>
    [Setting("Zones of lists that name addresses which send bad mail (DNSBL, RFC 5782). Each list learns from which addresses mail comes; read its terms of use: many do not answer public name servers.", MaxItems = 16, Example = "[bl.example.net]", WhenAbsent = "none is asked")]
    public IReadOnlyList<string> AddressLists { get; init; } = [];

    /// <summary>Lists of domains.</summary>
    [Setting("Zones of lists that name domains which bad mail links to (URIBL, DBL). Each list learns which domains mail links to.", MaxItems = 16, Example = "[uri.example.net]", WhenAbsent = "none is asked")]
    public IReadOnlyList<string> DomainLists { get; init; } = [];

    /// <summary>How long lists may take.</summary>
    [Setting("How long all lists together may take; what has not answered then is left out.", Unit = "seconds", Min = 1, Max = 10)]
    public int TimeoutSeconds { get; init; } = 3;
}
