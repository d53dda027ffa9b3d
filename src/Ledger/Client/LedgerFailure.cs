namespace Sekisho.Ledger.Client;

/// <summary>Why entries are not recorded, or not known to be.</summary>
public enum LedgerFailure
{
    /// <summary>An entry breaks the rules (<see cref="Entries.EntryRules"/>): a mistake of the caller.</summary>
    Invalid,

    /// <summary>The ledger does not answer; it was asked again and again until the time was over.</summary>
    Unavailable,

    /// <summary>Too much waits already, here or at the ledger, or its disk is full.</summary>
    Overloaded,

    /// <summary>The ledger looked at it and says no.</summary>
    Refused,
}
