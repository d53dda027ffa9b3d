using System.Buffers.Binary;

namespace Sekisho.Identity.Passkeys;

/// <summary>What the authenticator says and signs (WebAuthn level 3 §6.1).</summary>
internal sealed class AuthenticatorData
{
    /// <summary>Longer data is refused.</summary>
    public const int LongestBytes = 4096;

    /// <summary>The longest credential identifier (§4, credential ID).</summary>
    public const int LongestCredentialId = 1023;

    private const int FlagsAt = 32;
    private const int CounterAt = 33;
    private const int FixedBytes = 37;
    private const int GuidBytes = 16;

    public required byte[] RpIdHash { get; init; }

    public required PasskeyFlags Flags { get; init; }

    public required uint SignCount { get; init; }

    /// <summary>With <see cref="PasskeyFlags.AttestedCredential"/>: the model of the authenticator.</summary>
    public Guid Model { get; init; }

    /// <summary>With <see cref="PasskeyFlags.AttestedCredential"/>: the new credential's identifier.</summary>
    public byte[]? CredentialId { get; init; }

    /// <summary>With <see cref="PasskeyFlags.AttestedCredential"/>: its key; null when we do not accept its algorithm or form.</summary>
    public CoseKey? Key { get; init; }

    /// <returns>Null for anything that is not authenticator data to its last byte.</returns>
    public static AuthenticatorData? Read(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length is < FixedBytes or > LongestBytes) return null;
        var flags = (PasskeyFlags)bytes[FlagsAt];
        var rest = bytes[FixedBytes..];
        Guid model = default;
        byte[]? credentialId = null;
        CoseKey? key = null;
        if (flags.HasFlag(PasskeyFlags.AttestedCredential) && !TryReadCredential(ref rest, out model, out credentialId, out key)) return null;
        if (flags.HasFlag(PasskeyFlags.Extensions))
        {
            var reader = new CborReader(rest);
            if (reader.NextType != 5 || !reader.TrySkip()) return null;
            rest = rest[reader.Position..];
        }

        if (!rest.IsEmpty) return null;
        return new AuthenticatorData
        {
            RpIdHash = bytes[..FlagsAt].ToArray(),
            Flags = flags,
            SignCount = BinaryPrimitives.ReadUInt32BigEndian(bytes[CounterAt..]),
            Model = model,
            CredentialId = credentialId,
            Key = key,
        };
    }

    // §6.5.1: AAGUID, length of the identifier, identifier, key.
    private static bool TryReadCredential(ref ReadOnlySpan<byte> rest, out Guid model, out byte[]? credentialId, out CoseKey? key)
    {
        model = default;
        credentialId = null;
        key = null;
        if (rest.Length < GuidBytes + sizeof(ushort)) return false;
        model = new Guid(rest[..GuidBytes], bigEndian: true);
        var length = BinaryPrimitives.ReadUInt16BigEndian(rest[GuidBytes..]);
        rest = rest[(GuidBytes + sizeof(ushort))..];
        if (length is 0 or > LongestCredentialId || length > rest.Length) return false;
        credentialId = rest[..length].ToArray();
        rest = rest[length..];
        // A key that we do not take is no damage: the answer says which it is.
        _ = CoseKey.TryReadFirst(rest, out key, out _);
        var reader = new CborReader(rest);
        if (reader.NextType != 5 || !reader.TrySkip()) return false;
        rest = rest[reader.Position..];
        return true;
    }
}
