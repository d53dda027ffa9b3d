using Sekisho.Ledger.Entries;

namespace Sekisho.Vault.Erasure;

/// <summary>The entry of an erasure until it is in the ledger. Its reference was made under a salt that is destroyed already.</summary>
internal sealed record PendingErasure(EntryType Type, DateTimeOffset When, string? Tenant, string? Class, string? Reference, Dictionary<string, string>? Details)
{
    /// <summary>The stored form of an entry.</summary>
    public static PendingErasure Of(LedgerEntry entry) => new(
        entry.Type, entry.When, entry.What?.Tenant, entry.What?.Class, entry.What?.Reference?.ToString(),
        entry.Details is { } details ? new Dictionary<string, string>(details, StringComparer.Ordinal) : null);

    /// <summary>The entry.</summary>
    public LedgerEntry ToEntry() => new()
    {
        Type = Type,
        When = When,
        What = new LedgerWhat { Tenant = Tenant, Class = Class, Reference = LedgerReference.TryParse(Reference, out var reference) ? reference : null },
        Details = Details,
    };
}
