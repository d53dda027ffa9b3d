using System.Text.Json.Serialization;

namespace Sekisho.Ledger.Entries;

/// <summary>
/// The closed list of what is recorded; its documentation is <c>docs/ledger.md</c>. The names are part of the evidence: none is
/// ever given another meaning or taken away.
/// </summary>
public enum EntryType
{
    /// <summary>A password, passkey, code or other proof of identity was right.</summary>
    [JsonStringEnumMemberName("credential.verified")]
    CredentialVerified,

    /// <summary>A proof of identity was wrong, spent, or of a frozen account.</summary>
    [JsonStringEnumMemberName("credential.refused")]
    CredentialRefused,

    /// <summary>A sealed credential of another service was used inside the vault; it was not handed out.</summary>
    [JsonStringEnumMemberName("credential.used")]
    CredentialUsed,

    /// <summary>A proof of identity or a sealed credential was set, replaced or removed.</summary>
    [JsonStringEnumMemberName("credential.changed")]
    CredentialChanged,

    /// <summary>A ticket was given out.</summary>
    [JsonStringEnumMemberName("session.opened")]
    SessionOpened,

    /// <summary>A ticket was ended before its time.</summary>
    [JsonStringEnumMemberName("session.revoked")]
    SessionRevoked,

    /// <summary>A key left the vault for a limited time.</summary>
    [JsonStringEnumMemberName("key.leased")]
    KeyLeased,

    /// <summary>A key was replaced by a new one.</summary>
    [JsonStringEnumMemberName("key.rotated")]
    KeyRotated,

    /// <summary>A key was destroyed; what it encrypted can no longer be read.</summary>
    [JsonStringEnumMemberName("key.destroyed")]
    KeyDestroyed,

    /// <summary>The key of one message was released for a reader.</summary>
    [JsonStringEnumMemberName("message.read")]
    MessageRead,

    /// <summary>The key of one message was released for an export.</summary>
    [JsonStringEnumMemberName("message.exported")]
    MessageExported,

    /// <summary>A message was released to the role deliver for sending.</summary>
    [JsonStringEnumMemberName("message.released")]
    MessageReleased,

    /// <summary>Sender, recipients or other facts around a message were shown, without its content.</summary>
    [JsonStringEnumMemberName("envelope.read")]
    EnvelopeRead,

    /// <summary>An account was added, changed or closed.</summary>
    [JsonStringEnumMemberName("account.changed")]
    AccountChanged,

    /// <summary>The keys and records of an account were erased.</summary>
    [JsonStringEnumMemberName("account.erased")]
    AccountErased,

    /// <summary>A tenant was added or changed.</summary>
    [JsonStringEnumMemberName("tenant.changed")]
    TenantChanged,

    /// <summary>The keys and records of a tenant were erased.</summary>
    [JsonStringEnumMemberName("tenant.erased")]
    TenantErased,

    /// <summary>The keys of one month of a tenant's archive were destroyed: its retention was over, or a person with the right wanted it.</summary>
    [JsonStringEnumMemberName("archive.destroyed")]
    ArchiveDestroyed,

    /// <summary>A person was refused something for want of a right. At most sixty a minute; how many were left out is in the next.</summary>
    [JsonStringEnumMemberName("right.refused")]
    RightRefused,

    /// <summary>Names of accounts, tenants, links or passkeys were listed.</summary>
    [JsonStringEnumMemberName("directory.read")]
    DirectoryRead,

    /// <summary>A person was allowed to hold, release, delete or hurry what waits in the queue.</summary>
    [JsonStringEnumMemberName("queue.changed")]
    QueueChanged,

    /// <summary>A person was allowed to release or delete a message in quarantine.</summary>
    [JsonStringEnumMemberName("quarantine.changed")]
    QuarantineChanged,

    /// <summary>A rule of what is allowed was changed; a list of senders is one.</summary>
    [JsonStringEnumMemberName("policy.changed")]
    PolicyChanged,

    /// <summary>The system was started with a configuration of which people should know, or it was changed while running.</summary>
    [JsonStringEnumMemberName("configuration.changed")]
    ConfigurationChanged,

    /// <summary>A caller asked for more than its budget allows.</summary>
    [JsonStringEnumMemberName("budget.exceeded")]
    BudgetExceeded,

    /// <summary>A caller gets nothing more until somebody decides.</summary>
    [JsonStringEnumMemberName("caller.frozen")]
    CallerFrozen,

    /// <summary>A frozen caller may ask again.</summary>
    [JsonStringEnumMemberName("caller.thawed")]
    CallerThawed,

    /// <summary>Something was touched that nobody has a reason to touch.</summary>
    [JsonStringEnumMemberName("canary.touched")]
    CanaryTouched,

    /// <summary>The vault forgot its keys.</summary>
    [JsonStringEnumMemberName("vault.sealed")]
    VaultSealed,

    /// <summary>The vault was given its keys.</summary>
    [JsonStringEnumMemberName("vault.unsealed")]
    VaultUnsealed,

    /// <summary>A process began to write to the ledger; its entries are numbered from 1. Written by the ledger itself.</summary>
    [JsonStringEnumMemberName("writer.started")]
    WriterStarted,

    /// <summary>The ledger was running at this time. Written by the ledger itself.</summary>
    [JsonStringEnumMemberName("heartbeat")]
    Heartbeat,

    /// <summary>Entries that a writer had numbered never arrived. Written by the ledger itself.</summary>
    [JsonStringEnumMemberName("gap")]
    Gap,

    /// <summary>The contents of old entries are removed under the retention policy; their hashes stay. Written by the ledger itself.</summary>
    [JsonStringEnumMemberName("pruned")]
    Pruned,
}
