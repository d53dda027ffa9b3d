namespace Sekisho.Events.Sources;

/// <summary>
/// What kind of log an event comes from, in Sigma's words: product, service, and the categories it belongs to. An
/// event may have several categories (a changed registry value is a <c>registry_set</c> and a <c>registry_event</c>).
/// </summary>
public sealed class EventSource
{
    /// <summary>Nothing is known.</summary>
    public static EventSource Unknown { get; } = new();

    /// <summary>The product, for instance <c>windows</c>; null when unknown.</summary>
    public string? Product { get; init; }

    /// <summary>The service, for instance <c>security</c>; null when it has none or it is unknown.</summary>
    public string? Service { get; init; }

    /// <summary>The categories, for instance <c>process_creation</c>.</summary>
    public IReadOnlyList<string> Categories { get; init; } = [];

    /// <summary>Nothing is known of it.</summary>
    public bool IsUnknown => Product is null && Service is null && Categories.Count == 0;

    /// <summary>Reads <c>product=windows,service=security,category=process_creation</c>, in any order, category repeatable.</summary>
    /// <param name="text">The text.</param>
    /// <param name="source">The source.</param>
    /// <returns>Whether it is of that form.</returns>
    public static bool TryParse(string text, out EventSource source)
    {
        source = Unknown;
        string? product = null, service = null;
        var categories = new List<string>();
        foreach (var part in text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var equals = part.IndexOf('=', StringComparison.Ordinal);
            if (equals <= 0 || equals == part.Length - 1) return false;
            var value = part[(equals + 1)..].ToLowerInvariant();
            switch (part[..equals].ToLowerInvariant())
            {
                case "product": product = value; break;
                case "service": service = value; break;
                case "category": categories.Add(value); break;
                default: return false;
            }
        }

        source = new EventSource { Product = product, Service = service, Categories = categories };
        return !source.IsUnknown;
    }

    /// <inheritdoc/>
    public override string ToString() => IsUnknown ? "unknown" : $"{Product ?? "-"}/{Service ?? "-"}/{string.Join('+', Categories)}";
}
