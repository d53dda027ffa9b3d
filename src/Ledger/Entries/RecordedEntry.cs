using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace Sekisho.Ledger.Entries;

/// <summary>An entry as it stands in the log: compact JSON with these names, in this order; what is absent is left out.</summary>
public sealed record RecordedEntry
{
    /// <summary>What happened.</summary>
    public required EntryType Type { get; init; }

    /// <summary>When the ledger took it, by its own clock.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>When it happened, by the clock of the role that says so.</summary>
    public DateTimeOffset? When { get; init; }

    /// <summary>What came of it.</summary>
    public required EntryOutcome Outcome { get; init; }

    /// <summary>The role that wrote it, from its call token.</summary>
    public required string Role { get; init; }

    /// <summary>The writer: which token and which start of the process.</summary>
    public required string Writer { get; init; }

    /// <summary>Its number among the entries of the writer, from 1; absent in what the ledger writes about a writer.</summary>
    public long? N { get; init; }

    /// <summary>On whose behalf.</summary>
    public LedgerWho? Who { get; init; }

    /// <summary>What it is about.</summary>
    public LedgerWhat? What { get; init; }

    /// <summary>Further facts by name.</summary>
    public IReadOnlyDictionary<string, string>? Details { get; init; }

    /// <summary>Reads an entry. Any text may be given.</summary>
    public static bool TryRead(string json, [NotNullWhen(true)] out RecordedEntry? entry)
    {
        try
        {
            entry = JsonSerializer.Deserialize(json, LedgerJson.Default.RecordedEntry);
        }
        catch (JsonException)
        {
            entry = null; // not an entry of this ledger
        }

        return entry is not null;
    }
}
