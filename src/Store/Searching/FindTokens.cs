using Sekisho.Store.Database;
using Sekisho.Store.Intake;

namespace Sekisho.Store.Searching;

/// <summary>Finds the messages that have all tokens: goes through those of the rarest and looks up the others.</summary>
internal static class FindTokens
{
    /// <summary>The most candidates of one page: bounds how long a search for two frequent words takes. The next page goes on there.</summary>
    public const int MostCandidates = 20_000;

    /// <exception cref="Roles.Calls.CallException">They are not tokens, or too many.</exception>
    public static void Check(IReadOnlyList<byte[]> tokens)
    {
        if (tokens.Count is 0 or > SearchRequest.MostTokens || tokens.Any(token => token.Length != IndexKey.TokenBytes))
            throw FindMessage.Rejected($"A search has 1 to {SearchRequest.MostTokens} tokens of {IndexKey.TokenBytes} bytes.");
    }

    /// <summary>One page.</summary>
    /// <param name="connection">The database.</param>
    /// <param name="owner">Whose tokens: an account, or the month of an archive.</param>
    /// <param name="tokens">All of these.</param>
    /// <param name="before">The number where the page before ended.</param>
    /// <param name="most">The most items.</param>
    /// <param name="itemOf">The item of a number; null when it is gone.</param>
    /// <param name="idOf">How the next page names an item.</param>
    public static (IReadOnlyList<T> Items, string? Next) Run<T>(
        Connection connection, long owner, IReadOnlyList<byte[]> tokens, long before, int most, Func<long, T?> itemOf, Func<T, string> idOf)
        where T : class
    {
        var ordered = tokens.Select(token => (Token: token, Count: connection.Number(SearchSql.CountUpTo, owner, token, MostCandidates) ?? 0)).OrderBy(one => one.Count).ToList();
        if (ordered[0].Count == 0) return ([], null);
        var others = ordered.Skip(1).Select(one => one.Token).ToList();
        var items = new List<T>();
        var looked = 0;
        long last = 0;
        using (var candidates = connection.Query(SearchSql.Candidates, owner, ordered[0].Token, before))
        {
            while (candidates.Next())
            {
                if (items.Count == most) return (items, idOf(items[^1]));
                if (looked++ == MostCandidates) break;
                last = candidates.Number(0);
                if (others.TrueForAll(token => connection.Number(SearchSql.Has, owner, token, last) == 1) && itemOf(last) is { } item) items.Add(item);
            }
        }

        return (items, looked > MostCandidates && itemOf(last) is { } end ? idOf(end) : null);
    }
}
