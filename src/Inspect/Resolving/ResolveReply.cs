using Sekisho.Dns;

namespace Sekisho.Inspect.Resolving;

/// <summary>What a look-up ended with.</summary>
public sealed record ResolveReply
{
    /// <summary>How it ended.</summary>
    public required DnsStatus Status { get; init; }

    /// <summary>The records.</summary>
    public IReadOnlyList<ResolvedRecord> Records { get; init => field = value ?? []; } = [];

    /// <summary>The name at the end of the aliases, or null: the name itself.</summary>
    public string? CanonicalName { get; init; }

    /// <summary>How long the answer holds, that nothing is there too, in whole seconds; 0: only now.</summary>
    public int TtlSeconds { get; init; }

    /// <summary>What went wrong, or null.</summary>
    public string? Detail { get; init; }
}
