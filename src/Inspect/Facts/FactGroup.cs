namespace Sekisho.Inspect.Facts;

/// <summary>The facts of one signal.</summary>
/// <param name="Title">The signal's name, or "Inspection" for the pipeline's own facts.</param>
/// <param name="About">One sentence on what the signal looks at.</param>
/// <param name="Facts">Its facts, in order of their names.</param>
public sealed record FactGroup(string Title, string About, IReadOnlyList<Fact> Facts)
{
    internal static FactGroup Of(string title, string about, params Fact[] facts) =>
        new(title, about, [.. facts.OrderBy(fact => fact.Name, StringComparer.Ordinal)]);
}
