using Sekisho.Inspect.History;
using Sekisho.Inspect.Memory;
using Sekisho.Inspect.Verdicts;
using Sekisho.Sealing.Tags;
using Sekisho.Store.Database;
using Sekisho.Store.Intake;
using Sekisho.Store.Memory;
using Sekisho.Store.Published;

namespace Sekisho.Store.Correspondents;

/// <summary>
/// Remembers who writes to whom: of mail from outside the sender, where it is authenticated and nothing spoke against the
/// message; of mail of our people the recipients, their own name, and the message's identifier. Kept in memory for up to a
/// minute, so that taking a message waits for nothing; what a crash loses is learned from the next message.
/// </summary>
internal sealed class LearnCorrespondents(Writer writer, PublishedDirectory directory, MemoryKeys keys, ResolveAddress resolve, TimeProvider clock)
{
    /// <summary>When so much has come together it is written at once; twice as much is the most, then the newest is not learned.</summary>
    public const int MostWaiting = 4096;

    /// <summary>Recipients of one message that are remembered as written to.</summary>
    private const int MostRecipients = 100;

    /// <summary>Sites that a tenant learns or meets again in one day. Stops somebody who sends mail full of invented names from filling the disk.</summary>
    private const int MostSitesADay = 20_000;

    private readonly Lock _lock = new();
    private long _day;
    private Dictionary<long, int> _sitesToday = [];
    private Waiting _waiting = new();
    private Task _writing = Task.CompletedTask;

    /// <summary>Looks at a message that was taken.</summary>
    /// <param name="request">The message.</param>
    /// <param name="ways">Where its recipients' mail goes, in their order.</param>
    public async ValueTask TakeAsync(AcceptRequest request, IReadOnlyList<Resolved> ways)
    {
        if (request.Verdict.Disposition != Disposition.Accept) return;
        if (request.Origin.Kind == OriginKind.Relay) TakeIncoming(request, ways);
        if (request.Origin is not { Kind: OriginKind.Submission, Account: { } account }) return;
        var sender = await resolve.ResolveAsync(account, null).ConfigureAwait(false);
        if (sender.Tenant > 0) TakeOutgoing(request, sender.Tenant);
    }

    /// <summary>Writes what waits.</summary>
    public Task WriteAsync()
    {
        Waiting waiting;
        lock (_lock)
        {
            if (_waiting.Count == 0 || !_writing.IsCompleted) return _writing;
            waiting = _waiting;
            _waiting = new Waiting();
            return _writing = writer.CommitAsync(transaction => Apply(transaction, waiting));
        }
    }

    private void TakeIncoming(AcceptRequest request, IReadOnlyList<Resolved> ways)
    {
        var facts = request.Verdict.Facts.Values;
        if (facts.GetValueOrDefault("from.address") is not string text || !AddressParts.TryParse(text, out var from) || from.Domain.Length == 0) return;
        if (!SenderProof.IsAuthenticated(facts, from.Domain)) return;
        var key = directory.Tags;
        var address = CorrespondentTags.OfCorrespondent(key, from.Address);
        var domain = CorrespondentTags.OfCorrespondent(key, "@" + from.Domain);
        var name = PersonName.Normalise(facts.GetValueOrDefault("from.name") as string);
        var person = name is null ? null : CorrespondentTags.OfName(key, name);
        // The signal of inspection asks for as many.
        var sites = facts.GetValueOrDefault("links.clicked") is string[] clicked ? clicked.Take(MemoryRequest.MostSites).Where(site => site.Length <= AnswerMemory.MostSiteChars).ToList() : [];
        lock (_lock)
        {
            foreach (var tenant in ways.Select(way => way.Tenant).Distinct())
            {
                if (_waiting.Count >= 2 * MostWaiting) break;
                _waiting.AddCorrespondent(tenant, address, messages: 1, written: 0);
                _waiting.AddCorrespondent(tenant, domain, messages: 1, written: 0);
                if (person is not null) _waiting.AddName(tenant, person, address, own: false);
                foreach (var site in sites)
                    if (AnswerMemory.TagOf(keys, tenant, site) is { } tag) _waiting.Sites.Add((tenant, tag));
            }
        }

        WriteWhenMuch();
    }

    private void TakeOutgoing(AcceptRequest request, long tenant)
    {
        var facts = request.Verdict.Facts.Values;
        var key = directory.Tags;
        var recipients = request.Envelope.Recipients.Take(MostRecipients).Select(recipient => AddressParts.TryParse(recipient.Address, out var parts) ? parts.Address : null)
            .OfType<string>().Select(address => CorrespondentTags.OfCorrespondent(key, address)).ToList();
        var identifier = facts.GetValueOrDefault("message_id") as string;
        var name = PersonName.Normalise(facts.GetValueOrDefault("from.name") as string);
        byte[]? own = AddressParts.TryParse(facts.GetValueOrDefault("from.address") as string ?? "", out var from) ? CorrespondentTags.OfCorrespondent(key, from.Address) : null;
        lock (_lock)
        {
            if (_waiting.Count >= 2 * MostWaiting) return;
            foreach (var recipient in recipients) _waiting.AddCorrespondent(tenant, recipient, messages: 0, written: 1);
            if (identifier is { Length: > 0 and <= CorrespondentTags.MaxChars }) _waiting.Sent.Add((tenant, CorrespondentTags.OfMessage(key, identifier)));
            if (name is not null && own is not null) _waiting.AddName(tenant, CorrespondentTags.OfName(key, name), own, own: true);
        }

        WriteWhenMuch();
    }

    private void WriteWhenMuch()
    {
        if (_waiting.Count >= MostWaiting) _ = WriteAsync();
    }

    private bool Apply(WriteTransaction transaction, Waiting waiting)
    {
        var db = transaction.Db;
        var today = Days.Of(clock.GetUtcNow());
        foreach (var ((tenant, tag), (messages, written)) in waiting.Correspondents) db.Run(CorrespondentSql.Add, tenant, tag.ToBytes(), today, messages, written);
        foreach (var ((tenant, name, address), (messages, own)) in waiting.Names) db.Run(CorrespondentSql.AddName, tenant, name.ToBytes(), address.ToBytes(), today, messages, own);
        foreach (var (tenant, tag) in waiting.Sent) db.Run(CorrespondentSql.AddSent, tenant, tag, today);
        foreach (var ofTenant in waiting.Sites.GroupBy(site => site.Tenant)) AddSites(db, ofTenant.Key, ofTenant.Select(site => site.Tag), today);
        return true;
    }

    private void AddSites(Connection db, long tenant, IEnumerable<Tag> sites, long today)
    {
        if (today != _day) (_day, _sitesToday) = (today, []);
        LearnDecisions.Begin(db, tenant, today);
        foreach (var site in sites)
        {
            if (_sitesToday.GetValueOrDefault(tenant) >= MostSitesADay) return;
            _sitesToday[tenant] = _sitesToday.GetValueOrDefault(tenant) + 1;
            db.Run(MemorySql.AddSite, tenant, site.ToBytes(), today);
        }
    }
}
