using System.Buffers.Binary;
using System.Security.Cryptography;
using Microsoft.Extensions.Logging;
using Sekisho.Roles.Calls;
using Sekisho.Store.Database;
using Sekisho.Store.Intake;
using Sekisho.Store.Published;

namespace Sekisho.Store.Orders;

/// <summary>
/// Holds a change that a person asks for against the vault's order, which is on record: no order, no change. In two steps:
/// 1. <see cref="Read"/>, before anything is looked at: ours, for this call and this request, from this caller, not over;
/// 2. <c>Use</c>, in the transaction of the change itself: never used before, and within its tenant and account. So an
/// order is used up if, and only if, something was changed by it.
/// </summary>
internal sealed class TakeOrder(PublishedDirectory directory, Writer writer, TimeProvider clock, ILogger log)
{
    /// <summary>The order of a call.</summary>
    /// <exception cref="CallException">There is none, or not a good one.</exception>
    public StoreOrder Read<TRequest, TReply>(CallContext context, Call<TRequest, TReply> call, TRequest request)
    {
        if (context.Behalf?.Order is not { } text) throw FindMessage.Rejected($"{call.Name} needs an order of the vault (vault.order), which puts it on record.");
        var order = OrderText.Read(text, directory.OrderKeys);
        if (order is null || order.Call != call.Name || order.Caller != context.Caller
            || !CryptographicOperations.FixedTimeEquals(order.RequestHash, OrderText.HashOf(request, call.RequestType)))
        {
            // The vault makes no such order: somebody tries.
            Log.OrderForged(log, call.Name, context.Caller);
            throw FindMessage.Rejected("The order is not one of the vault for this call.");
        }

        return order.Ends > clock.GetUtcNow() ? order : throw FindMessage.Rejected("The order is over: it is good for a minute.");
    }

    /// <summary>Uses an order up.</summary>
    /// <exception cref="CallException">It was used before: nothing is changed.</exception>
    public void Use(WriteTransaction transaction, StoreOrder order)
    {
        var id = new byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(id, order.Id);
        if (transaction.Db.Run(OrderSql.Use, id, SqlValue.Moment(order.Ends)) == 1) return;
        Log.OrderUsedAgain(log, order.Call, order.Caller);
        throw FindMessage.Rejected("The order was used already: an order is good once.");
    }

    /// <summary>Uses an order up for a message, which has to be within the order's tenant and account.</summary>
    /// <exception cref="CallException">It was used before, or the message is another's (too): nothing is changed.</exception>
    public void Use(WriteTransaction transaction, StoreOrder order, long message)
    {
        var db = transaction.Db;
        if ((order.Tenant != 0 && db.Number(OrderSql.OtherTenant, message, order.Tenant) == 1)
            || (order.Account != 0 && db.Number(OrderSql.OtherAccount, message, order.Tenant, order.Account) == 1))
            throw FindMessage.Rejected("The message is not theirs alone: an operator can decide about it.");
        Use(transaction, order);
    }

    /// <summary>Forgets orders that are over anyway.</summary>
    public async Task RemoveOldAsync() =>
        await writer.CommitAsync(transaction => transaction.Db.Run(OrderSql.RemoveOld, SqlValue.Moment(transaction.Now - StoreOrder.Lifetime))).ConfigureAwait(false);
}
