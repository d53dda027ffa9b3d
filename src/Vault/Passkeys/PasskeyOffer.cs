namespace Sekisho.Vault.Passkeys;

/// <summary>What <c>navigator.credentials.create</c> needs (WebAuthn level 3 §5.4). Ask for a discoverable credential and for user verification.</summary>
public sealed record PasskeyOffer
{
    /// <summary>Good once and for five minutes.</summary>
    public required byte[] Challenge { get; init; }

    /// <summary>The domain that passkeys belong to (RP ID).</summary>
    public required string Domain { get; init; }

    /// <summary>The user handle: says nothing about the person (WebAuthn level 3 §14.6.1).</summary>
    public required byte[] User { get; init; }

    /// <summary>The account's address, to be shown to the person.</summary>
    public required string Address { get; init; }

    /// <summary>COSE algorithms, the best first.</summary>
    public required IReadOnlyList<int> Algorithms { get; init; }

    /// <summary>Identifiers of the passkeys that the account has: not to be made twice on one authenticator.</summary>
    public required IReadOnlyList<byte[]> Known { get; init; }
}
