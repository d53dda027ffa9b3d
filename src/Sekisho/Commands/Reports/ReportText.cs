using System.Globalization;
using Sekisho.Dns.Names;
using Sekisho.Inspect.Reports;

namespace Sekisho.Commands.Reports;

/// <summary>How reports look to people.</summary>
internal static class ReportText
{
    /// <summary>A day in UTC.</summary>
    public static string Day(DateTimeOffset? moment) => moment is { } known ? known.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : "?";

    /// <summary>A part of a whole.</summary>
    public static string Share(long part, long whole) =>
        whole == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"{part} ({(part == whole ? 100 : Math.Min(99.9, 100.0 * part / whole)):0.#} %)");

    /// <summary>The kind as JSON has it.</summary>
    public static string Word(ObservationKind kind) => kind == ObservationKind.Dmarc ? "dmarc" : "tls";

    /// <summary>A domain as it is kept: A-labels, lower case.</summary>
    public static string? DomainOf(string? text) => text is not null && DnsName.TryParse(text, out var name) && !name.IsRoot ? name.Text.ToLowerInvariant() : text;
}
