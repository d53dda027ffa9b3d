namespace Sekisho.Sigma.Rules;

/// <summary>What kind of log an event comes from, in Sigma's words. An event may belong to several categories.</summary>
public sealed class EventLogSource
{
    /// <summary>Nothing is known: only rules that ask for no log source are tried.</summary>
    public static EventLogSource Unknown { get; } = new(null, null, []);

    /// <summary>Makes one.</summary>
    /// <param name="product">The product, for instance <c>windows</c>, or null.</param>
    /// <param name="service">The service, for instance <c>security</c>, or null.</param>
    /// <param name="categories">The categories, for instance <c>process_creation</c>.</param>
    public EventLogSource(string? product, string? service, IReadOnlyList<string> categories)
    {
        Product = product;
        Service = service;
        Categories = categories;
    }

    /// <summary>The product, or null.</summary>
    public string? Product { get; }

    /// <summary>The service, or null.</summary>
    public string? Service { get; }

    /// <summary>The categories.</summary>
    public IReadOnlyList<string> Categories { get; }
}
