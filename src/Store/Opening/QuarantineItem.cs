using Sekisho.Inspect.Verdicts;

namespace Sekisho.Store.Opening;

/// <summary>One message in quarantine, as operators see it.</summary>
public sealed record QuarantineItem
{
    /// <summary>The message.</summary>
    public required string Id { get; init; }

    /// <summary>The reverse-path.</summary>
    public required string Sender { get; init; }

    /// <summary>The recipients.</summary>
    public required IReadOnlyList<string> Recipients { get; init; }

    /// <summary>The Subject, decoded, or null.</summary>
    public string? Subject { get; init; }

    /// <summary>The size of the content, in bytes.</summary>
    public required long ContentBytes { get; init; }

    /// <summary>When it was accepted.</summary>
    public required DateTimeOffset AcceptedAt { get; init; }

    /// <summary>Why it is here.</summary>
    public required Verdict Verdict { get; init; }
}
