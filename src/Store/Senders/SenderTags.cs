using Sekisho.Sealing.Tags;

namespace Sekisho.Store.Senders;

/// <summary>The tags of entries: another kind than those of correspondents, so that a copy of the tables does not tell which of them is blocked.</summary>
internal static class SenderTags
{
    /// <param name="key">The lookup key.</param>
    /// <param name="canonical">As <see cref="SenderPattern"/> gives it.</param>
    public static byte[] Of(TagKey key, string canonical) => key.Of("listed-sender"u8, canonical).ToBytes();
}
