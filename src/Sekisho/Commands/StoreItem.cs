using Sekisho.Store;

namespace Sekisho.Commands;

/// <summary>The line of 'status --json' about the store.</summary>
internal sealed record StoreItem(string Item, long Queued, long Held, long Quarantined, long MailboxMessages, double? OldestQueuedSeconds, long FreeDiskBytes, long NotInspected, long TenantsWithoutMemory)
{
    /// <summary>Makes the line.</summary>
    public StoreItem(StoreStatus store)
        : this("store", store.Queued, store.Held, store.Quarantined, store.MailboxMessages, store.OldestQueuedSeconds, store.FreeDiskBytes, store.NotInspected, store.TenantsWithoutMemory)
    {
    }
}
