using System.Reflection;

namespace Sekisho.Configuration.Schema;

/// <summary>A group of settings.</summary>
internal sealed record Section
{
    /// <summary>The path in the file: "limits"; empty for the root.</summary>
    public required string Path { get; init; }

    /// <summary>The property that holds the group; null for the root.</summary>
    public required PropertyInfo? Property { get; init; }

    /// <summary>What it is about; empty for the root.</summary>
    public required string Description { get; init; }

    /// <summary>The settings of this group, by the last word of their path.</summary>
    public required IReadOnlyDictionary<string, Setting> Settings { get; init; }

    /// <summary>The groups inside this one, by the last word of their path.</summary>
    public required IReadOnlyDictionary<string, Section> Sections { get; init; }

    /// <summary>All settings in here and below.</summary>
    public IEnumerable<Setting> All => Settings.Values.Concat(Sections.Values.SelectMany(section => section.All));
}
