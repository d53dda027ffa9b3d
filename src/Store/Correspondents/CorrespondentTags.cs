using Sekisho.Sealing.Tags;

namespace Sekisho.Store.Correspondents;

/// <summary>The tags under which correspondents are remembered: no address and no name is in any row.</summary>
internal static class CorrespondentTags
{
    /// <summary>Longer names and identifiers are not remembered.</summary>
    public const int MaxChars = 600;

    /// <param name="key">The lookup key.</param>
    /// <param name="canonical">A canonical address, or a domain with "@" in front.</param>
    public static byte[] OfCorrespondent(TagKey key, string canonical) => key.Of("correspondent"u8, canonical).ToBytes();

    public static byte[] OfName(TagKey key, string name) => key.Of("person"u8, name).ToBytes();

    public static byte[] OfMessage(TagKey key, string identifier) => key.Of("message-id"u8, identifier).ToBytes();
}
