using Sekisho.Identity.AppPasswords;

namespace Sekisho.Vault.LogIn;

/// <summary>An app password as it is stored.</summary>
internal sealed record AppPasswordRecord(
    string Prefix, uint KeyId, byte[] Hash, AppProtocols Protocols, IReadOnlyList<string>? Networks, string Name,
    DateTimeOffset MadeAt, DateTimeOffset? EndsAt, DateTimeOffset? LastUsedAt)
{
    /// <summary>The stored form of a record of the library.</summary>
    public static AppPasswordRecord Of(AppPassword password) => new(
        password.Prefix, password.KeyId, [.. password.Hash], password.Protocols,
        password.Networks.Count == 0 ? null : [.. password.Networks.Select(network => network.ToString())],
        password.Name, password.MadeAt, password.EndsAt, password.LastUsedAt);

    /// <summary>The record of the library.</summary>
    /// <param name="accountId">Whose it is.</param>
    public AppPassword ToAppPassword(string accountId) => new()
    {
        Prefix = Prefix,
        AccountId = accountId,
        KeyId = KeyId,
        Hash = Hash,
        Protocols = Protocols,
        Networks = Networks is null ? [] : [.. Networks.Select(System.Net.IPNetwork.Parse)],
        Name = Name,
        MadeAt = MadeAt,
        EndsAt = EndsAt,
        LastUsedAt = LastUsedAt,
    };
}
