using Sekisho.Inspect.Memory;
using Sekisho.Roles.Calls;
using Sekisho.Sealing.Tags;
using Sekisho.Store.Correspondents;
using Sekisho.Store.Database;
using Sekisho.Store.Intake;
using Sekisho.Store.Published;

namespace Sekisho.Store.Memory;

/// <summary>Answers inspection what the recipients' tenants have seen and decided: places in the question and numbers, nothing that it did not ask for.</summary>
internal sealed class AnswerMemory(ReaderPool readers, MemoryKeys keys, ResolveAddress resolve, TimeProvider clock)
{
    /// <summary>In the first days every site is new: until so many days and sites none is called so.</summary>
    public const int FewestDays = 14;

    /// <inheritdoc cref="FewestDays"/>
    public const int FewestSites = 100;

    public const int MostSiteChars = 253;

    /// <summary>The tag of a site in a tenant's memory; null while the tenant's key is not here.</summary>
    public static Tag? TagOf(MemoryKeys keys, long tenant, string site) => keys.TagOf(tenant, "site"u8, site);

    public async ValueTask<MemoryReply> HandleAsync(MemoryRequest request, CancellationToken cancellation)
    {
        if (request.Recipients.Count > MemoryRequest.MostRecipients || request.Sites.Count > MemoryRequest.MostSites)
            throw new CallException(CallFailure.TooLarge, $"At most {MemoryRequest.MostRecipients} recipients and {MemoryRequest.MostSites} sites.");
        if (request.Sites.Any(site => site.Length > MostSiteChars)) throw FindMessage.Rejected($"A site has at most {MostSiteChars} characters.");
        var words = WordNumbers.Read(request.Words) ?? throw FindMessage.Rejected("These are no numbers of words.");
        var tenants = new HashSet<long>();
        foreach (var recipient in request.Recipients)
            if ((await resolve.ResolveAsync(recipient, null).ConfigureAwait(false)).Tenant is > 0 and var tenant && keys.Has(tenant)) tenants.Add(tenant);
        if (tenants.Count == 0) return new MemoryReply();
        var today = Days.Of(clock.GetUtcNow());
        return await readers.ReadAsync(connection => Learned(connection, tenants, words, new MemoryReply { NewSites = NewSites(connection, tenants, request.Sites, today) }), cancellation).ConfigureAwait(false);
    }

    /// <summary>A site is new when no tenant that can say so knows it.</summary>
    private List<int>? NewSites(Connection connection, HashSet<long> tenants, IReadOnlyList<string> sites, long today)
    {
        var asked = tenants.Where(tenant => HasSeenEnough(connection, tenant, today)).ToList();
        if (asked.Count == 0) return null;
        return [.. Enumerable.Range(0, sites.Count).Where(at => !asked.Exists(tenant => Knows(connection, tenant, sites[at])))];
    }

    /// <summary>Where the key has just gone, every site is known: nothing is said of it.</summary>
    private bool Knows(Connection connection, long tenant, string site) =>
        TagOf(keys, tenant, site) is not { } tag || connection.Number(MemorySql.HasSite, tenant, tag.ToBytes()) is not null;

    private static bool HasSeenEnough(Connection connection, long tenant, long today)
    {
        using (var rows = connection.Query(MemorySql.Memory, tenant))
            if (!rows.Next() || today - rows.Number(0) < FewestDays) return false;
        return connection.Number(MemorySql.CountSites, tenant, FewestSites) >= FewestSites;
    }

    /// <summary>For one tenant only: what it has decided is nobody else's measure.</summary>
    private MemoryReply Learned(Connection connection, HashSet<long> tenants, int[] words, MemoryReply reply)
    {
        if (tenants.Count != 1 || words.Length == 0) return reply;
        byte[] salt;
        using (var rows = connection.Query(MemorySql.Memory, tenants.First()))
        {
            if (!rows.Next() || rows.Number(2) < WordCounts.FewestOfEach || rows.Number(3) < WordCounts.FewestOfEach) return reply;
            salt = rows.Bytes(1).ToArray();
        }

        using var key = keys.OfWords(tenants.First(), salt);
        if (key is null || LearnDecisions.Read(connection, tenants.First()) is not { } counts || counts.Judge(WordCounts.PlacesOf(key.Span, words)) is not { } judged) return reply;
        return reply with { Learned = judged.Probability, Decisions = counts.Good + counts.Bad, Telling = judged.Telling };
    }
}
