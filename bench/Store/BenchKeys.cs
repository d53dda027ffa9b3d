using System.Security.Cryptography;
using Sekisho.Sealing.Keys;
using Sekisho.Sealing.Tags;
using Sekisho.Store.Published;
using Sekisho.Store.Queue;

namespace Sekisho.Bench.Store;

/// <summary>A directory with one mailbox and one relay, published as the vault does. Nothing is opened here.</summary>
internal static class BenchKeys
{
    public static PublishDirectoryRequest Directory(string mailboxDomain, string relayDomain, string account)
    {
        var lookup = RandomNumberGenerator.GetBytes(TagKey.Length);
        using var tags = new TagKey(lookup);
        return new PublishDirectoryRequest
        {
            Version = 1,
            LookupKey = lookup,
            QueueKey = NewKey(),
            Tenants = [new PublishedTenant(1, NewKey(), NewKey()), new PublishedTenant(2, NewKey(), NewKey())],
            Domains =
            [
                new PublishedDomain(DirectoryTags.OfDomain(tags, mailboxDomain).ToBytes(), 1, null),
                new PublishedDomain(DirectoryTags.OfDomain(tags, relayDomain).ToBytes(), 2, new Route(RouteKind.Relay, "127.0.0.1:25")),
            ],
            Addresses = [new PublishedAddress(DirectoryTags.OfAddress(tags, account).ToBytes(), 1, 1, NewKey(), NewKey())],
        };
    }

    private static PublishedKey NewKey()
    {
        using var pair = SealingKeyPair.Create();
        return new PublishedKey(pair.Id.ToString(), pair.Public.Point.ToArray());
    }
}
