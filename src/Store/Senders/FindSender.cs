using Sekisho.Sealing.Tags;
using Sekisho.Store.Database;
using Sekisho.Store.Published;

namespace Sekisho.Store.Senders;

/// <summary>
/// What the lists of recipients say of a sender. For each recipient the first entry decides, in this order: the list of the
/// account before that of the domain; in a list the address before its domain, and that before the domains above it.
/// </summary>
/// <param name="Key">The lookup key.</param>
/// <param name="From">The address in From.</param>
/// <param name="ReversePath">The reverse-path, or null: an entry of a block list may name it too.</param>
/// <param name="Now">What is over by then counts no more.</param>
internal sealed record FindSender(TagKey Key, AddressParts From, AddressParts? ReversePath, DateTimeOffset Now)
{
    private readonly List<byte[]> _from = TagsOf(Key, From);
    private readonly List<byte[]>? _reversePath = ReversePath is null || ReversePath == From ? null : TagsOf(Key, ReversePath);

    /// <summary>Asks for all recipients.</summary>
    /// <param name="connection">Reads.</param>
    /// <param name="recipients">The recipients with their tenants; 0 for one that is nobody's.</param>
    /// <returns>Whether one of them allows the sender, and whether all of them block it.</returns>
    public (bool Allowed, bool Blocked) Ask(Connection connection, IReadOnlyList<(AddressParts Address, long Tenant)> recipients)
    {
        var hasLists = recipients.Select(recipient => recipient.Tenant).Distinct().Where(tenant => tenant > 0 && connection.Number(SenderSql.HasAny, tenant) == 1).ToHashSet();
        var ofDomain = new Dictionary<(long Tenant, string Domain), SenderListKind?>();
        var allowed = false;
        var blocked = recipients.Count > 0;
        foreach (var (address, tenant) in recipients)
        {
            var kind = hasLists.Contains(tenant) ? OfRecipient(connection, tenant, address, ofDomain) : null;
            allowed |= kind == SenderListKind.Allow;
            blocked &= kind == SenderListKind.Block;
        }

        return (allowed, blocked);
    }

    private static List<byte[]> TagsOf(TagKey key, AddressParts sender) => [.. SenderPattern.Of(sender).Select(pattern => SenderTags.Of(key, pattern))];

    private SenderListKind? OfRecipient(Connection connection, long tenant, AddressParts recipient, Dictionary<(long Tenant, string Domain), SenderListKind?> ofDomain)
    {
        var found = OfScope(connection, tenant, DirectoryTags.OfAddress(Key, recipient.Address).ToBytes());
        if (found is null && recipient.WithoutTag is { } plain) found = OfScope(connection, tenant, DirectoryTags.OfAddress(Key, plain.Address).ToBytes());
        if (found is not null) return found;
        // Many recipients mostly have few domains.
        if (!ofDomain.TryGetValue((tenant, recipient.Domain), out found))
            ofDomain.Add((tenant, recipient.Domain), found = OfScope(connection, tenant, DirectoryTags.OfDomain(Key, recipient.Domain).ToBytes()));
        return found;
    }

    private SenderListKind? OfScope(Connection connection, long tenant, byte[] scope) =>
        First(connection, tenant, scope, _from)
        // The reverse-path is anybody's to choose: it can make a sender unwanted, never wanted.
        ?? (_reversePath is not null && First(connection, tenant, scope, _reversePath) == SenderListKind.Block ? SenderListKind.Block : null);

    private SenderListKind? First(Connection connection, long tenant, byte[] scope, List<byte[]> senders)
    {
        foreach (var sender in senders)
            if (connection.Number(SenderSql.Find, tenant, scope, sender, SqlValue.Moment(Now)) is { } kind) return (SenderListKind)kind;
        return null;
    }
}
