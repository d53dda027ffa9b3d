namespace Sekisho.Vault.Keys;

/// <summary>What a system key is for; written to disk.</summary>
internal enum SystemKeyPurpose
{
    /// <summary>Signs tickets.</summary>
    Ticket = 1,

    /// <summary>Goes into every password verifier, so that a copy of the verifiers alone allows no guessing.</summary>
    Pepper = 2,

    /// <summary>Makes the tags by which the store and the vault compare addresses.</summary>
    Lookup = 3,

    /// <summary>Seals what belongs to no tenant: queue keys, settings.</summary>
    Records = 4,

    /// <summary>The salt of the ledger's references to what belongs to no tenant.</summary>
    LedgerSalt = 5,

    /// <summary>Makes the challenges of SCRAM and of TOTP for addresses that do not exist.</summary>
    Decoy = 6,
}
