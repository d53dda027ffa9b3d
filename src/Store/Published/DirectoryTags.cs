using Sekisho.Sealing.Tags;

namespace Sekisho.Store.Published;

/// <summary>The tags of addresses and domains, the same for whoever publishes them and whoever looks them up.</summary>
public static class DirectoryTags
{
    /// <summary>The tag of an address.</summary>
    /// <param name="key">The lookup key.</param>
    /// <param name="canonical">The canonical form: <see cref="AddressParts.Address"/>.</param>
    public static Tag OfAddress(TagKey key, string canonical)
    {
        ArgumentNullException.ThrowIfNull(key);
        return key.Of("address"u8, canonical);
    }

    /// <summary>The tag of a domain.</summary>
    /// <param name="key">The lookup key.</param>
    /// <param name="canonical">The canonical form: as <see cref="AddressParts.TryNormaliseDomain"/> gives it.</param>
    public static Tag OfDomain(TagKey key, string canonical)
    {
        ArgumentNullException.ThrowIfNull(key);
        return key.Of("domain"u8, canonical);
    }
}
