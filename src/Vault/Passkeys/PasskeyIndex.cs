using Sekisho.Vault.Keys;

namespace Sekisho.Vault.Passkeys;

/// <summary>The names under which passkeys are found and shown: HMACs, so that the database tells nobody which authenticator is whose.</summary>
internal static class PasskeyIndex
{
    private const int IdBytes = 8;

    /// <summary>The tag of a credential's identifier.</summary>
    public static byte[] TagOf(OpenKeys keys, ReadOnlySpan<byte> credentialId) => keys.Lookup.Of("passkey"u8, Convert.ToHexString(credentialId)).ToBytes();

    /// <summary>The identifier that people see.</summary>
    public static string IdOf(byte[] tag) => Convert.ToHexStringLower(tag.AsSpan(0, IdBytes));

    /// <summary>The user handle of an account.</summary>
    public static byte[] HandleOf(OpenKeys keys, long account) => keys.Lookup.Of("passkey-user"u8, FormattableString.Invariant($"{account}")).ToBytes();
}
