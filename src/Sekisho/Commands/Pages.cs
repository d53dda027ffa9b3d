using System.Runtime.CompilerServices;
using Sekisho.Roles.Calls;
using Sekisho.Store;
using Sekisho.Store.Mailboxes;
using Sekisho.Store.Quarantine;
using Sekisho.Store.Queue;

namespace Sekisho.Commands;

/// <summary>Goes through all pages of the store's lists.</summary>
internal static class Pages
{
    private const int ItemsPerPage = 1000;

    /// <summary>The whole queue, oldest first.</summary>
    public static async IAsyncEnumerable<QueueItem> QueueAsync(ICallClient calls, [EnumeratorCancellation] CancellationToken cancellation)
    {
        string? after = null;
        do
        {
            var page = await calls.SendAsync(StoreCalls.QueueList, new ListRequest(after, ItemsPerPage), default, cancellation);
            foreach (var item in page.Items) yield return item;
            after = page.Next;
        }
        while (after is not null);
    }

    /// <summary>The whole quarantine, oldest first.</summary>
    public static async IAsyncEnumerable<QuarantineItem> QuarantineAsync(ICallClient calls, [EnumeratorCancellation] CancellationToken cancellation)
    {
        string? after = null;
        do
        {
            var page = await calls.SendAsync(StoreCalls.QuarantineList, new ListRequest(after, ItemsPerPage), default, cancellation);
            foreach (var item in page.Items) yield return item;
            after = page.Next;
        }
        while (after is not null);
    }

    /// <summary>A whole mailbox, oldest first.</summary>
    public static async IAsyncEnumerable<MailboxItem> MailboxAsync(ICallClient calls, string account, [EnumeratorCancellation] CancellationToken cancellation)
    {
        string? after = null;
        do
        {
            var page = await calls.SendAsync(StoreCalls.MailboxList, new MailboxListRequest(account, after, ItemsPerPage), default, cancellation);
            foreach (var item in page.Items) yield return item;
            after = page.Next;
        }
        while (after is not null);
    }

    /// <summary>All accounts, in order of their addresses.</summary>
    public static async IAsyncEnumerable<Store.Directory.Account> AccountsAsync(ICallClient calls, [EnumeratorCancellation] CancellationToken cancellation)
    {
        string? after = null;
        while (true)
        {
            var page = await calls.SendAsync(StoreCalls.ListDirectory, new ListRequest(after, ItemsPerPage), default, cancellation);
            foreach (var account in page.Accounts) yield return account;
            if (page.Accounts.Count < ItemsPerPage) yield break;
            after = page.Accounts[^1].Address;
        }
    }
}
