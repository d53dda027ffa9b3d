namespace Sekisho.Store;

/// <summary>How much the store holds.</summary>
/// <param name="Queued">Recipients that wait for delivery.</param>
/// <param name="Held">Messages that wait for inspection.</param>
/// <param name="Quarantined">Messages in quarantine.</param>
/// <param name="MailboxMessages">Messages in mailboxes.</param>
/// <param name="OldestQueuedSeconds">The age of the oldest recipient in the queue, or null.</param>
/// <param name="FreeDiskBytes">What is free on the store's disk.</param>
/// <param name="NotInspected">Messages taken since the store was started that were not inspected, because they came from an exempt network.</param>
/// <param name="TenantsWithoutMemory">Tenants whose memory tells and learns nothing, because the vault has not given its key since the store was started.</param>
public sealed record StoreStatus(long Queued, long Held, long Quarantined, long MailboxMessages, double? OldestQueuedSeconds, long FreeDiskBytes, long NotInspected, long TenantsWithoutMemory = 0);
