namespace Sekisho.Store.Archive;

/// <summary>One message in an archive, as people see it.</summary>
public sealed record ArchiveItem
{
    /// <summary>The message.</summary>
    public required string Id { get; init; }

    /// <summary>The month, "2024-11".</summary>
    public required string Month { get; init; }

    /// <summary>The reverse-path.</summary>
    public required string Sender { get; init; }

    /// <summary>The Subject, decoded, or null.</summary>
    public string? Subject { get; init; }

    /// <summary>The size of the content, in bytes.</summary>
    public required long ContentBytes { get; init; }

    /// <summary>When it was accepted.</summary>
    public required DateTimeOffset ReceivedAt { get; init; }
}
