namespace Sekisho.Sigma.Rules;

/// <summary>Which logs a rule is for. What it leaves out may be anything.</summary>
/// <param name="Product">The product, or null.</param>
/// <param name="Service">The service, or null.</param>
/// <param name="Category">The category, or null.</param>
public sealed record RuleLogSource(string? Product, string? Service, string? Category)
{
    /// <summary>The rule is for events of this source: all that the rule states is so (compared without regard to case).</summary>
    /// <param name="source">The source of an event.</param>
    public bool Covers(EventLogSource source)
    {
        ArgumentNullException.ThrowIfNull(source);
        return Same(Product, source.Product) && Same(Service, source.Service) && (Category is null || source.Categories.Contains(Category, StringComparer.OrdinalIgnoreCase));
    }

    /// <summary>A filter with this log source applies to rules with another: all that the filter states is so.</summary>
    internal bool Covers(RuleLogSource other) => Same(Product, other.Product) && Same(Service, other.Service) && Same(Category, other.Category);

    private static bool Same(string? wanted, string? given) => wanted is null || string.Equals(wanted, given, StringComparison.OrdinalIgnoreCase);

    /// <inheritdoc/>
    public override string ToString() => string.Join(' ', new[] { ("product", Product), ("service", Service), ("category", Category) }.Where(part => part.Item2 is not null).Select(part => $"{part.Item1}: {part.Item2}"));
}
