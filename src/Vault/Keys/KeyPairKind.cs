namespace Sekisho.Vault.Keys;

/// <summary>What a key pair opens; written to disk.</summary>
internal enum KeyPairKind
{
    /// <summary>The messages of a mailbox.</summary>
    Content = 1,

    /// <summary>The summaries of a mailbox.</summary>
    Index = 2,

    /// <summary>A tenant's quarantine.</summary>
    Quarantine = 3,

    /// <summary>A tenant's traces of one month.</summary>
    Trace = 4,

    /// <summary>What waits to be sent on, or for inspection; one a day for the whole system.</summary>
    Queue = 5,

    /// <summary>The messages of one month of a tenant's archive.</summary>
    Archive = 6,

    /// <summary>The summaries of one month of a tenant's archive.</summary>
    ArchiveIndex = 7,

    /// <summary>Signs orders to the store, and opens nothing; one a day for the whole system.</summary>
    Order = 9,
}
