using Sekisho.Inspect.History;
using Sekisho.Roles.Calls;
using Sekisho.Store.Database;
using Sekisho.Store.Intake;
using Sekisho.Store.Published;
using Sekisho.Store.Senders;

namespace Sekisho.Store.Correspondents;

/// <summary>Answers what the recipients' tenants remember of a sender. Gives counts and yes or no, never a name or an address.</summary>
internal sealed class AskHistory(ReaderPool readers, PublishedDirectory directory, ResolveAddress resolve, TimeProvider clock)
{
    /// <summary>Fewer messages under a name say little about whose name it is.</summary>
    public const int FewestOfName = 3;

    public async ValueTask<HistoryReply> HandleAsync(HistoryRequest request, CancellationToken cancellation)
    {
        if (request.Recipients.Count > HistoryRequest.MostRecipients || request.References.Count > HistoryRequest.MostReferences)
            throw new CallException(CallFailure.TooLarge, $"At most {HistoryRequest.MostRecipients} recipients and {HistoryRequest.MostReferences} references.");
        if (request.Name?.Length > CorrespondentTags.MaxChars || request.References.Any(reference => reference.Length > CorrespondentTags.MaxChars))
            throw FindMessage.Rejected($"Names and identifiers have at most {CorrespondentTags.MaxChars} characters.");
        if (!AddressParts.TryParse(request.Address, out var from)) return new HistoryReply();

        var recipients = new List<(AddressParts Address, long Tenant)>(request.Recipients.Count);
        foreach (var recipient in request.Recipients)
        {
            if (!AddressParts.TryParse(recipient, out var parts)) continue;
            recipients.Add((parts, (await resolve.ResolveAsync(recipient, null).ConfigureAwait(false)).Tenant));
        }

        var tenants = recipients.Select(recipient => recipient.Tenant).Where(tenant => tenant > 0).ToHashSet();
        if (tenants.Count == 0) return new HistoryReply();
        var key = directory.Tags;
        var asked = new Asked(
            CorrespondentTags.OfCorrespondent(key, from.Address),
            CorrespondentTags.OfCorrespondent(key, "@" + from.Domain),
            request.Name is null ? null : CorrespondentTags.OfName(key, request.Name),
            [.. request.References.Select(reference => CorrespondentTags.OfMessage(key, reference))]);
        var now = clock.GetUtcNow();
        var lists = new FindSender(key, from, AddressParts.TryParse(request.ReversePath ?? "", out var reverse) ? reverse : null, now);
        return await readers.ReadAsync(
            connection =>
            {
                var (allowed, blocked) = lists.Ask(connection, recipients);
                return tenants.Aggregate(new HistoryReply(), (reply, tenant) => Most(reply, Find(connection, tenant, asked, Days.Of(now)))) with { Allowed = allowed, Blocked = blocked };
            },
            cancellation).ConfigureAwait(false);
    }

    private static HistoryReply Find(Connection connection, long tenant, Asked asked, long today)
    {
        var reply = new HistoryReply();
        using (var rows = connection.Query(CorrespondentSql.Correspondent, tenant, asked.Address))
            if (rows.Next()) reply = reply with { Messages = rows.Number(1), Days = rows.Number(1) == 0 ? 0 : today - rows.Number(0), Written = rows.Number(2) };
        using (var rows = connection.Query(CorrespondentSql.Correspondent, tenant, asked.Domain))
            if (rows.Next()) reply = reply with { DomainMessages = rows.Number(1) };
        foreach (var reference in asked.References)
            if (connection.Number(CorrespondentSql.Sent, tenant, reference) is not null) reply = reply with { IsReply = true };
        return asked.Name is null ? reply : WithName(connection, tenant, asked, reply);
    }

    private static HistoryReply WithName(Connection connection, long tenant, Asked asked, HistoryReply reply)
    {
        var own = false;
        var other = false;
        using var rows = connection.Query(CorrespondentSql.Names, tenant, asked.Name);
        while (rows.Next())
        {
            // Whoever has written under this name from this address before may go on.
            if (rows.Bytes(0).SequenceEqual(asked.Address)) return reply;
            if (rows.Number(2) != 0) own = true;
            else if (rows.Number(1) >= FewestOfName) other = true;
        }

        return reply with { IsNameOfOwn = own, IsNameOfOther = other && !own };
    }

    private static HistoryReply Most(HistoryReply one, HistoryReply other) => new()
    {
        Messages = Math.Max(one.Messages, other.Messages),
        Days = Math.Max(one.Days, other.Days),
        DomainMessages = Math.Max(one.DomainMessages, other.DomainMessages),
        Written = Math.Max(one.Written, other.Written),
        IsReply = one.IsReply || other.IsReply,
        IsNameOfOwn = one.IsNameOfOwn || other.IsNameOfOwn,
        IsNameOfOther = one.IsNameOfOther || other.IsNameOfOther,
    };

    private sealed record Asked(byte[] Address, byte[] Domain, byte[]? Name, IReadOnlyList<byte[]> References);
}
