using System.Text.Json;
using Sekisho.Roles.Calls;
using Sekisho.Store.Mailboxes;
using Sekisho.Store.Opening;
using Sekisho.Store.Sealed;

namespace Sekisho.Store.Searching;

/// <summary>
/// A mailbox's lists and search, in the process of who leased its index key: opens summaries, gives the store the tokens of what is
/// new, and asks it with the tokens of what is looked for.
/// </summary>
/// <param name="calls">To the store.</param>
/// <param name="account">The account's address.</param>
/// <param name="key">Its leased index key.</param>
public sealed class MailboxIndex(ICallClient calls, string account, IndexKey key)
{
    /// <summary>Indexes what came since the last time. Done again after a failure it goes on where it was.</summary>
    /// <returns>How many messages were indexed.</returns>
    public async ValueTask<long> UpdateAsync(CancellationToken cancellation)
    {
        long count = 0;
        string? after = null;
        while (true)
        {
            var page = await calls.SendAsync(StoreCalls.MailboxList, new MailboxListRequest(account, after, IndexTokensRequest.MostMessages, NotIndexed: true), default, cancellation).ConfigureAwait(false);
            if (page.Items.Count == 0) return count;
            // What does not open has no words; it is not tried again for ever.
            var tokens = page.Items.Select(item => new MessageTokens(item.Id, Open(item) is { } summary ? key.TokensOf($"{summary.Sender} {summary.Subject}") : [])).ToList();
            await calls.SendAsync(StoreCalls.IndexTokens, new IndexTokensRequest(account, tokens), default, cancellation).ConfigureAwait(false);
            count += page.Items.Count;
            after = page.Items[^1].Id;
        }
    }

    /// <summary>The messages that have all words of a text, newest first.</summary>
    /// <param name="text">What is looked for.</param>
    /// <param name="most">The most messages.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public async ValueTask<IReadOnlyList<MailboxItem>> SearchAsync(string text, int most, CancellationToken cancellation)
    {
        var found = new List<MailboxItem>();
        var tokens = key.TokensOf(text);
        if (tokens.Count == 0) return found;
        if (tokens.Count > SearchRequest.MostTokens) tokens = [.. tokens.Take(SearchRequest.MostTokens)];
        string? after = null;
        do
        {
            var page = await calls.SendAsync(StoreCalls.Search, new SearchRequest(account, tokens, after, most - found.Count), default, cancellation).ConfigureAwait(false);
            found.AddRange(page.Items.Select(ItemOf));
            after = page.Next;
        }
        while (after is not null && found.Count < most);
        return found;
    }

    /// <summary>Opens one line of a list.</summary>
    public MailboxItem ItemOf(SealedMailboxItem item)
    {
        ArgumentNullException.ThrowIfNull(item);
        var summary = Open(item);
        return new MailboxItem
        {
            Id = item.Id,
            Sender = summary?.Sender ?? OpenLists.NotReadable,
            Subject = summary?.Subject,
            ContentBytes = item.ContentBytes,
            DeliveredAt = item.DeliveredAt,
        };
    }

    private MailboxSummary? Open(SealedMailboxItem item)
    {
        using var plain = key.Open(item.Summary, BoxContext.OfMessage(item.Id));
        return plain is null ? null : JsonSerializer.Deserialize(plain.Span, StoreJson.Default.MailboxSummary);
    }
}
