using Sekisho.Sealing.Keys;

namespace Sekisho.Vault.Keys;

/// <summary>A key pair as it lies in the database.</summary>
internal sealed record PairRow(long Number, KeyPairKind Kind, long Tenant, long Owner, long Mark, byte[] Wrapped, bool Canary)
{
    /// <summary>The key's name.</summary>
    public KeyId Id => KeyPairs.IdOf(Number, Mark);
}
