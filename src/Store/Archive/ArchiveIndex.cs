using System.Runtime.CompilerServices;
using System.Text.Json;
using Sekisho.Roles.Calls;
using Sekisho.Store.Opening;
using Sekisho.Store.Sealed;
using Sekisho.Store.Searching;

namespace Sekisho.Store.Archive;

/// <summary>
/// Lists and search of one month of an archive, in the process of who leased its index key: as <see cref="MailboxIndex"/> does for a
/// mailbox.
/// </summary>
/// <param name="calls">To the store.</param>
/// <param name="tenant">The tenant's number.</param>
/// <param name="month">The month, such as 202411.</param>
/// <param name="key">The month's leased index key.</param>
public sealed class ArchiveIndex(ICallClient calls, long tenant, long month, IndexKey key)
{
    /// <summary>All messages, oldest first.</summary>
    public async IAsyncEnumerable<ArchiveItem> ListAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        string? after = null;
        do
        {
            var page = await calls.SendAsync(ArchiveCalls.List, new ArchiveListRequest(tenant, month, after), default, cancellation).ConfigureAwait(false);
            foreach (var item in page.Items) yield return ItemOf(item);
            after = page.Next;
        }
        while (after is not null);
    }

    /// <summary>Indexes what came since the last time. Done again after a failure it goes on where it was.</summary>
    /// <returns>How many messages were indexed.</returns>
    public async ValueTask<long> UpdateAsync(CancellationToken cancellation)
    {
        long count = 0;
        string? after = null;
        while (true)
        {
            var page = await calls.SendAsync(
                ArchiveCalls.List, new ArchiveListRequest(tenant, month, after, IndexTokensRequest.MostMessages, NotIndexed: true), default, cancellation).ConfigureAwait(false);
            if (page.Items.Count == 0) return count;
            // What does not open has no words; it is not tried again for ever.
            var tokens = page.Items.Select(item => new MessageTokens(item.Id, Open(item) is { } summary ? key.TokensOf($"{summary.Sender} {summary.Subject}") : [])).ToList();
            await calls.SendAsync(ArchiveCalls.Tokens, new ArchiveTokensRequest(tenant, month, tokens), default, cancellation).ConfigureAwait(false);
            count += page.Items.Count;
            after = page.Items[^1].Id;
        }
    }

    /// <summary>The messages that have all words of a text, newest first.</summary>
    /// <param name="text">What is looked for.</param>
    /// <param name="most">The most messages.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public async ValueTask<IReadOnlyList<ArchiveItem>> SearchAsync(string text, int most, CancellationToken cancellation)
    {
        var found = new List<ArchiveItem>();
        var tokens = key.TokensOf(text);
        if (tokens.Count == 0) return found;
        if (tokens.Count > SearchRequest.MostTokens) tokens = [.. tokens.Take(SearchRequest.MostTokens)];
        string? after = null;
        do
        {
            var page = await calls.SendAsync(ArchiveCalls.Search, new ArchiveSearchRequest(tenant, month, tokens, after, most - found.Count), default, cancellation).ConfigureAwait(false);
            found.AddRange(page.Items.Select(ItemOf));
            after = page.Next;
        }
        while (after is not null && found.Count < most);
        return found;
    }

    private ArchiveItem ItemOf(ArchivedItem item)
    {
        var summary = Open(item);
        return new ArchiveItem
        {
            Id = item.Id,
            Month = ArchiveMonth.Text(month),
            Sender = summary?.Sender ?? OpenLists.NotReadable,
            Subject = summary?.Subject,
            ContentBytes = item.ContentBytes,
            ReceivedAt = item.ReceivedAt,
        };
    }

    private MailboxSummary? Open(ArchivedItem item)
    {
        using var plain = key.Open(item.Summary, BoxContext.OfMessage(item.Id));
        return plain is null ? null : JsonSerializer.Deserialize(plain.Span, StoreJson.Default.MailboxSummary);
    }
}
