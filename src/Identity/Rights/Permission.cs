namespace Sekisho.Identity.Rights;

/// <summary>Everything that can be allowed: a closed list.</summary>
public enum Permission
{
    /// <summary>Read messages of a mailbox.</summary>
    ReadMail,

    /// <summary>Send mail from an address.</summary>
    SendMail,

    /// <summary>Export a mailbox.</summary>
    ExportMail,

    /// <summary>See what waits in quarantine: sender, subject, reason.</summary>
    ListQuarantine,

    /// <summary>Release or delete what waits in quarantine.</summary>
    ChangeQuarantine,

    /// <summary>Hold, release, delete and hurry what waits in the queue: the mail of all tenants lies there.</summary>
    ChangeQueue,

    /// <summary>Open a message in quarantine.</summary>
    ReadQuarantine,

    /// <summary>Open a message or envelope of a mailbox, the queue, quarantine or a trace without being its owner: an emergency, each time on record and within a budget.</summary>
    OpenAsOperator,

    /// <summary>Change one's own password, passkeys, codes and app passwords.</summary>
    ChangeCredentials,

    /// <summary>Give an account a new way in after its owner has lost theirs.</summary>
    ResetCredentials,

    /// <summary>See tickets and devices.</summary>
    ListSessions,

    /// <summary>Revoke tickets and devices.</summary>
    RevokeSessions,

    /// <summary>See accounts and groups.</summary>
    ListAccounts,

    /// <summary>Add, change, lock and remove accounts and groups.</summary>
    ChangeAccounts,

    /// <summary>Give and take the roles of a tenant.</summary>
    ChangeTenantRoles,

    /// <summary>Change what is inspected and how strictly, for a tenant.</summary>
    ChangePolicy,

    /// <summary>Link and unlink sealed credentials of other services; never read them.</summary>
    LinkCredentials,

    /// <summary>See what months a tenant's archive has, how much is in them, and until when they are kept.</summary>
    ListArchive,

    /// <summary>See senders and subjects of an archive's month: its index key is leased, on record.</summary>
    ListArchivedMail,

    /// <summary>Open an archived message: one at a time, with a reason, on record and within a budget.</summary>
    ReadArchive,

    /// <summary>Switch a tenant's archive on and off, and keep it for longer.</summary>
    ChangeArchive,

    /// <summary>Put months of an archive on hold, and release them.</summary>
    HoldArchive,

    /// <summary>Destroy months of an archive before their time, and shorten it.</summary>
    DestroyArchive,

    /// <summary>Find out what became of a message.</summary>
    TraceMessages,

    /// <summary>Read ledger entries and their proofs.</summary>
    ReadLedger,

    /// <summary>Read detections and incidents.</summary>
    ReadIncidents,

    /// <summary>Handle incidents: isolate, notify, close.</summary>
    ChangeIncidents,

    /// <summary>Add, change and remove tenants.</summary>
    ChangeTenants,

    /// <summary>Erase a tenant's keys and records for good.</summary>
    EraseTenant,

    /// <summary>Let a frozen budget go on.</summary>
    ThawBudgets,

    /// <summary>Seal the vault: the emergency brake.</summary>
    SealVault,

    /// <summary>Unseal the vault.</summary>
    UnsealVault,

    /// <summary>Rotate keys.</summary>
    RotateKeys,

    /// <summary>Read and change the configuration of the system.</summary>
    ChangeConfiguration,
}
