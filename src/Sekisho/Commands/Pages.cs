using System.Runtime.CompilerServices;
using Sekisho.Roles.Calls;
using Sekisho.Store;
using Sekisho.Store.Mailboxes;
using Sekisho.Store.Opening;
using Sekisho.Store.Queue;
using Sekisho.Store.Senders;
using Sekisho.Vault;
using Sekisho.Vault.Directory;

namespace Sekisho.Commands;

/// <summary>Goes through all pages of the lists of store and vault; what is sealed is opened here.</summary>
internal static class Pages
{
    private const int ItemsPerPage = 1000;

    /// <summary>The whole queue, oldest first; or one message of it: what is opened is on record, so nothing else is.</summary>
    public static async IAsyncEnumerable<QueueItem> QueueAsync(ICallClient calls, IBoxOpener opener, string? only = null, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        string? after = null;
        do
        {
            var page = await calls.SendAsync(StoreCalls.QueueList, new ListRequest(after, ItemsPerPage), default, cancellation);
            foreach (var item in await OpenLists.QueueAsync(Only(page, only), opener, cancellation)) yield return item;
            after = page.Next;
        }
        while (after is not null);
    }

    /// <summary>The whole quarantine, oldest first; or one message of it.</summary>
    public static async IAsyncEnumerable<QuarantineItem> QuarantineAsync(ICallClient calls, IBoxOpener opener, string? only = null, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        string? after = null;
        do
        {
            var page = await calls.SendAsync(StoreCalls.QuarantineList, new ListRequest(after, ItemsPerPage), default, cancellation);
            foreach (var item in await OpenLists.QuarantineAsync(only is null ? page : page with { Items = [.. page.Items.Where(item => item.Id == only)] }, opener, cancellation)) yield return item;
            after = page.Next;
        }
        while (after is not null);
    }

    /// <summary>A whole mailbox, oldest first.</summary>
    public static async IAsyncEnumerable<MailboxItem> MailboxAsync(ICallClient calls, IBoxOpener opener, string account, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        string? after = null;
        do
        {
            var page = await calls.SendAsync(StoreCalls.MailboxList, new MailboxListRequest(account, after, ItemsPerPage), default, cancellation);
            foreach (var item in await OpenLists.MailboxAsync(page, opener, cancellation)) yield return item;
            after = page.Next;
        }
        while (after is not null);
    }

    /// <summary>The lists of senders of a domain or an account, oldest first.</summary>
    public static async IAsyncEnumerable<SenderItem> SendersAsync(ICallClient calls, IBoxOpener opener, string scope, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        string? after = null;
        do
        {
            var page = await calls.SendAsync(StoreCalls.SendersList, new SenderListRequest(scope, after, ItemsPerPage), default, cancellation);
            foreach (var item in await OpenLists.SendersAsync(page, opener, cancellation)) yield return item;
            after = page.Next;
        }
        while (after is not null);
    }

    private static QueueListReply Only(QueueListReply page, string? id) => id is null
        ? page
        : page with { Items = [.. page.Items.Where(item => item.Id == id)], Envelopes = [.. page.Envelopes.Where(envelope => envelope.MessageId == id)] };

    /// <summary>All accounts, in the order in which they were added.</summary>
    public static async IAsyncEnumerable<Sekisho.Vault.Directory.Account> AccountsAsync(ICallClient calls, string? tenant = null, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        string? after = null;
        do
        {
            var page = await calls.SendAsync(VaultCalls.ListAccounts, new DirectoryRequest(after, ItemsPerPage, tenant), default, cancellation);
            foreach (var account in page.Items) yield return account;
            after = page.Next;
        }
        while (after is not null);
    }

    /// <summary>All tenants, in the order in which they were added.</summary>
    public static async IAsyncEnumerable<Sekisho.Vault.Directory.Tenant> TenantsAsync(ICallClient calls, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        string? after = null;
        do
        {
            var page = await calls.SendAsync(VaultCalls.ListTenants, new DirectoryRequest(after, ItemsPerPage), default, cancellation);
            foreach (var tenant in page.Items) yield return tenant;
            after = page.Next;
        }
        while (after is not null);
    }
}
