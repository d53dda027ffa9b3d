using Microsoft.Extensions.Logging;

namespace Sekisho.Roles.Logs;

/// <summary>One record of the one log stream.</summary>
internal sealed record LogRecord
{
    /// <summary>When.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>How grave.</summary>
    public required LogLevel Level { get; init; }

    /// <summary>Which process: "mx", "inspect.2".</summary>
    public required string Instance { get; init; }

    /// <summary>Which part of it.</summary>
    public required string Category { get; init; }

    /// <summary>The name of the message in the code; null for lines that are no records.</summary>
    public string? Event { get; init; }

    /// <summary>What happened.</summary>
    public required string Message { get; init; }

    /// <summary>The exception with its stack, or null.</summary>
    public string? Exception { get; init; }

    /// <summary>The message's parts by name: string, bool, long or double.</summary>
    public IReadOnlyList<KeyValuePair<string, object>> Fields { get; init; } = [];
}
