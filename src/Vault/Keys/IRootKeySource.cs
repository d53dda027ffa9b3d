namespace Sekisho.Vault.Keys;

/// <summary>
/// Where the root key is kept: a file today; a PKCS#11 token or a TPM can take its place. Changing it is two steps around the
/// database's transaction, so that a crash at any point leaves exactly one key that opens the database.
/// </summary>
internal interface IRootKeySource
{
    /// <summary>Where, for messages.</summary>
    string Place { get; }

    /// <summary>Finds the key that the database is wrapped by.</summary>
    /// <param name="id">Its name; null for a database that has none yet: then the current key, whichever.</param>
    /// <param name="problem">Why there is none, in words for the operator.</param>
    IRootKey? Open(string? id, out string? problem);

    /// <summary>Takes the key from its written form instead; keeps nothing.</summary>
    IRootKey? Read(string written, out string? problem);

    /// <summary>Makes a new key and keeps it durably beside the current one.</summary>
    IRootKey MakeNext();

    /// <summary>Makes the new key the current one and destroys the old one. May be repeated.</summary>
    void Adopt(string id);
}
