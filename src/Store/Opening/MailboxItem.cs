namespace Sekisho.Store.Opening;

/// <summary>One message in a mailbox.</summary>
public sealed record MailboxItem
{
    /// <summary>The message.</summary>
    public required string Id { get; init; }

    /// <summary>The reverse-path.</summary>
    public required string Sender { get; init; }

    /// <summary>The Subject, decoded, or null.</summary>
    public string? Subject { get; init; }

    /// <summary>The size of the content, in bytes.</summary>
    public required long ContentBytes { get; init; }

    /// <summary>When it was delivered here.</summary>
    public required DateTimeOffset DeliveredAt { get; init; }
}
