using System.CommandLine;
using Sekisho.Output;
using Sekisho.Roles.Calls;
using Sekisho.Store;
using Sekisho.Store.Opening;

namespace Sekisho.Commands.Queue;

/// <summary>The whole queue.</summary>
internal sealed class QueueListCommand(Surroundings surroundings) : SystemCommand("list", "List every recipient that waits in the queue, oldest first.", surroundings)
{
    /// <summary>The fields of a queued recipient.</summary>
    internal static readonly IReadOnlyList<JsonField> ItemFields =
    [
        new("id", "the message"),
        new("state", "due, leased (being delivered), held (by an operator) or inspecting (waits for inspection)"),
        new("sender", "the reverse-path; empty for notices"),
        new("recipient", "the recipient"),
        new("route", "the way there"),
        new("contentBytes", "the size"),
        new("acceptedAt", "when it was accepted"),
        new("nextAttemptAt", "when it is tried next; absent when it is not"),
        new("attempts", "how often it was tried"),
        new("lastReply", "what the last try ended with; absent before the first"),
    ];

    /// <inheritdoc/>
    public override IReadOnlyList<JsonField> Fields => ItemFields;

    /// <inheritdoc/>
    protected override async Task<int> RunAsync(ParseResult parse, ICallClient calls, CommandOutput output, CancellationToken cancellation)
    {
        var table = NewTable();
        var count = 0L;
        await foreach (var item in Pages.QueueAsync(calls, new VaultOpener(calls, "queue list"), null, cancellation))
        {
            count++;
            if (output.Json) output.WriteJson(item, StoreJson.Default.QueueItem);
            else AddTo(table, item);
        }

        if (!output.Json && count > 0) table.WriteTo(output);
        output.Note(count == 0 ? "The queue is empty." : $"{count} recipient{(count == 1 ? "" : "s")}");
        return ExitCodes.Done;
    }

    /// <summary>An empty table for queued recipients.</summary>
    internal static TextTable NewTable() => new("id", "state", "sender", "recipient", "route", "size", "accepted", "next try", "tries", "last reply");

    /// <summary>Adds a recipient.</summary>
    internal static void AddTo(TextTable table, QueueItem item) => table.Add(
        item.Id, item.State, Show.Sender(item.Sender), item.Recipient, item.Route, Show.Bytes(item.ContentBytes), Show.Time(item.AcceptedAt),
        item.NextAttemptAt is { } next ? Show.Time(next) : null, Show.Number(item.Attempts), item.LastReply);
}
