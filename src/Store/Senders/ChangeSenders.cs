using System.Text.Json;
using Sekisho.Kernel.Ids;
using Sekisho.Roles.Calls;
using Sekisho.Sealing;
using Sekisho.Sealing.Boxes;
using Sekisho.Store.Database;
using Sekisho.Store.Intake;
using Sekisho.Store.Orders;
using Sekisho.Store.Published;
using Sekisho.Store.Queue;
using Sekisho.Store.Sealed;

namespace Sekisho.Store.Senders;

/// <summary>Puts senders on lists and takes them off. The sender's name lives as long as the call; on disk are its tag and a box.</summary>
internal sealed class ChangeSenders(Writer writer, ReaderPool readers, TakeOrder orders, PublishedDirectory directory, Sealer sealer, TimeProvider clock, int mostOfTenant)
{
    public async ValueTask<ChangeReply> HandleAsync(CallContext context, SenderChangeRequest request)
    {
        var order = orders.Read(context, StoreCalls.SendersChange, request);
        if (!Enum.IsDefined(request.Action)) throw FindMessage.Rejected("The lists of senders know the actions allow, block and remove.");
        if (request.Days is < 1 or > SenderChangeRequest.MostDays) throw FindMessage.Rejected($"An entry holds for 1 to {SenderChangeRequest.MostDays} days; without a number for good.");
        if (request.Note?.Length > SenderChangeRequest.MostNoteChars) throw FindMessage.Rejected($"A note has at most {SenderChangeRequest.MostNoteChars} characters.");
        if (!SenderPattern.TryParse(request.Entry, out var sender))
            throw FindMessage.Rejected($"An entry is an address (a@example.org), a domain (@example.org) or its subdomains (@*.example.org, at most {SenderPattern.MostLabels} labels).");
        var scope = await readers.ReadAsync(connection => SenderScope.Find(connection, directory, request.For), context.Aborted).ConfigureAwait(false);
        if ((order.Tenant != 0 && order.Tenant != scope.Tenant) || (order.Account != 0 && order.Account != scope.Account))
            throw FindMessage.Rejected("The list is another's.");
        var tag = SenderTags.Of(directory.Tags, sender);
        if (request.Action == SenderAction.Remove)
        {
            return new ChangeReply(await writer.CommitAsync(transaction =>
            {
                orders.Use(transaction, order);
                return transaction.Db.Run(SenderSql.Remove, scope.Tenant, scope.Tag, tag);
            }).ConfigureAwait(false));
        }

        var id = TimeOrderedId.New(clock);
        var text = JsonSerializer.SerializeToUtf8Bytes(new SenderEntryText(scope.Text, sender, request.Note), StoreJson.Default.SenderEntryText);
        var box = sealer.Seal(directory.TenantOf(scope.Tenant).Trace, SealPurpose.Trace, BoxContext.OfSender(id), text);
        var kind = request.Action == SenderAction.Allow ? SenderListKind.Allow : SenderListKind.Block;
        await writer.CommitAsync(transaction =>
        {
            var db = transaction.Db;
            orders.Use(transaction, order);
            if (db.Number(SenderSql.IsIn, scope.Tenant, scope.Tag, tag) != 1 && db.Number(SenderSql.CountOfTenant, scope.Tenant) >= mostOfTenant)
                throw FindMessage.Rejected($"The tenant has {mostOfTenant} entries already: remove some, or name whole domains.");
            SqlValue until = request.Days is { } days ? SqlValue.Moment(transaction.Now.AddDays(days)) : SqlValue.Null;
            db.Run(SenderSql.Set, scope.Tenant, scope.Tag, tag, id, scope.Domain, scope.Account, (long)kind, SqlValue.Moment(transaction.Now), until, box);
            return true;
        }).ConfigureAwait(false);
        return new ChangeReply(1);
    }
}
