using Sekisho.Store.Senders;

namespace Sekisho.Store.Opening;

/// <summary>One entry of a list of senders, as operators see it.</summary>
public sealed record SenderItem
{
    /// <summary>The entry.</summary>
    public required string Id { get; init; }

    /// <summary>Which list.</summary>
    public required SenderListKind List { get; init; }

    /// <summary>Whose list: a domain or an address.</summary>
    public required string For { get; init; }

    /// <summary>The sender: an address, "@domain" or "@*.domain".</summary>
    public required string Sender { get; init; }

    /// <summary>Why it is there; null where nobody said.</summary>
    public string? Note { get; init; }

    /// <summary>When it was added, or last changed.</summary>
    public required DateTimeOffset AddedAt { get; init; }

    /// <summary>When it is over; null for never.</summary>
    public DateTimeOffset? Until { get; init; }
}
