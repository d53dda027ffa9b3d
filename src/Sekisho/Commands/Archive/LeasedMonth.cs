using System.Security.Cryptography;
using Sekisho.Roles.Calls;
using Sekisho.Store.Searching;
using Sekisho.Vault;
using Sekisho.Vault.Archive;

namespace Sekisho.Commands.Archive;

/// <summary>The index of one month of an archive, leased for one command.</summary>
internal static class LeasedMonth
{
    /// <summary>Leases the month's index key.</summary>
    /// <returns>The key, which the caller disposes; null when the answer is none.</returns>
    public static async Task<IndexKey?> LeaseAsync(ICallClient calls, string tenant, long month, ArchiveReason reason, CancellationToken cancellation)
    {
        var lease = await calls.SendAsync(VaultCalls.LeaseArchiveIndex, new ArchiveIndexRequest(tenant, month, reason), default, cancellation);
        var key = IndexKey.Take(lease.KeyId, lease.PrivateKey, lease.ExpiresAt);
        CryptographicOperations.ZeroMemory(lease.PrivateKey);
        return key;
    }

    /// <summary>The fields of a message in a list.</summary>
    public static IReadOnlyList<JsonField> Fields { get; } =
    [
        new("id", "the message"),
        new("month", "the month that it is in"),
        new("sender", "the reverse-path"),
        new("subject", "decoded; absent when there is none"),
        new("contentBytes", "the size"),
        new("receivedAt", "when it was accepted"),
    ];
}
