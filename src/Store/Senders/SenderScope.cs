using Sekisho.Roles.Calls;
using Sekisho.Store.Database;
using Sekisho.Store.Intake;
using Sekisho.Store.Published;

namespace Sekisho.Store.Senders;

/// <summary>Whose list it is.</summary>
/// <param name="Text">The domain or the address, canonical.</param>
/// <param name="Tenant">The tenant.</param>
/// <param name="Domain">The tag of the domain.</param>
/// <param name="Tag">The tag of the scope itself: the domain's, or the address's.</param>
/// <param name="Account">The number of the mailbox here; 0 for a domain, and for an address at the tenant's own server.</param>
internal sealed record SenderScope(string Text, long Tenant, byte[] Domain, byte[] Tag, long Account)
{
    /// <summary>Whether it is a whole domain.</summary>
    public bool IsDomain => Tag.AsSpan().SequenceEqual(Domain);

    /// <summary>Finds it in the directory.</summary>
    /// <exception cref="CallException">It is nobody's; the message says so.</exception>
    public static SenderScope Find(Connection connection, PublishedDirectory directory, string text)
    {
        var isAddress = text.Contains('@', StringComparison.Ordinal);
        AddressParts? parts = null;
        if (isAddress ? !AddressParts.TryParse(text, out parts) : !AddressParts.TryNormaliseDomain(text, out _)) throw Nobody(text);
        _ = AddressParts.TryNormaliseDomain(parts?.Domain ?? text, out var domain);
        if (domain is null) throw Nobody(text);
        var tag = DirectoryTags.OfDomain(directory.Tags, domain).ToBytes();
        long tenant;
        bool hasOwnServer;
        using (var rows = connection.Query(PublishedSql.Domain, tag))
        {
            if (!rows.Next()) throw Nobody(text);
            (tenant, hasOwnServer) = (rows.Number(0), !rows.IsNull(1));
        }

        if (parts is null) return new SenderScope(domain, tenant, tag, tag, 0);
        var own = DirectoryTags.OfAddress(directory.Tags, parts.Address).ToBytes();
        if (hasOwnServer) return new SenderScope(parts.Address, tenant, tag, own, 0);
        var account = ResolveAddress.FindAccount(connection, PublishedSql.Address, own) ?? throw Nobody(text);
        return new SenderScope(parts.Address, tenant, tag, own, account.Mailbox.Account);
    }

    private static CallException Nobody(string text) => FindMessage.Rejected(
        $"'{(text.Length <= AddressParts.LongestAddress ? text : text[..40] + "…")}' is neither a tenant's domain nor the address of an account: 'sekisho tenant list' and 'sekisho account list' show what there is.");
}
