using System.CommandLine;
using System.Text.Json;
using Sekisho.Roles.Calls;
using Sekisho.Store;
using Sekisho.Store.Quarantine;
using Sekisho.Store.Queue;
using Sekisho.Store.Senders;
using Sekisho.Vault;
using Sekisho.Vault.Orders;

namespace Sekisho.Commands;

/// <summary>Changes the store in two calls: the vault puts it on record and writes an order, the store does it for that order.</summary>
internal static class OrderedChange
{
    /// <summary>The option that says why.</summary>
    public static Option<OrderReason> Reason()
    {
        var option = new Option<OrderReason>("--reason")
        {
            Description = $"Why, for the ledger: {string.Join(", ", Enum.GetValues<OrderReason>().Select(Word))}.",
            HelpName = "WORD",
            CustomParser = result =>
            {
                var text = result.Tokens.Count == 1 ? result.Tokens[0].Value : "";
                foreach (var reason in Enum.GetValues<OrderReason>())
                    if (Word(reason) == text) return reason;
                result.AddError($"'{text}' is none of the reasons that 'help' names for --reason.");
                return OrderReason.None;
            },
        };
        return option;
    }

    /// <summary>Changes the quarantine.</summary>
    public static Task<ChangeReply> SendAsync(ICallClient calls, QuarantineChangeRequest request, OrderReason reason, CancellationToken cancellation) =>
        SendAsync(calls, StoreCalls.QuarantineChange, request, new OrderRequest { Quarantine = request, Reason = reason }, cancellation);

    /// <summary>Changes the queue.</summary>
    public static Task<ChangeReply> SendAsync(ICallClient calls, ChangeRequest request, OrderReason reason, CancellationToken cancellation) =>
        SendAsync(calls, StoreCalls.QueueChange, request, new OrderRequest { Queue = request, Reason = reason }, cancellation);

    /// <summary>Changes a list of senders.</summary>
    public static Task<ChangeReply> SendAsync(ICallClient calls, SenderChangeRequest request, OrderReason reason, CancellationToken cancellation) =>
        SendAsync(calls, StoreCalls.SendersChange, request, new OrderRequest { Senders = request, Reason = reason }, cancellation);

    private static async Task<ChangeReply> SendAsync<T>(ICallClient calls, Call<T, ChangeReply> call, T request, OrderRequest order, CancellationToken cancellation)
    {
        var written = await calls.SendAsync(VaultCalls.Order, order, default, cancellation);
        return await calls.SendAsync(call with { Behalf = new CallBehalf { Order = written.Order } }, request, default, cancellation);
    }

    private static string Word(OrderReason reason) => JsonNamingPolicy.KebabCaseLower.ConvertName(reason.ToString());
}
