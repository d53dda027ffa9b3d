using System.CommandLine;
using Sekisho.Output;
using Sekisho.Roles.Calls;
using Sekisho.Store;

namespace Sekisho.Commands.Queue;

/// <summary>One message in the queue.</summary>
internal sealed class QueueShowCommand : SystemCommand
{
    private readonly Argument<string> _id = IdArgument.Create();

    /// <summary>Makes the command.</summary>
    public QueueShowCommand(Surroundings surroundings)
        : base("show", "Show every recipient of one message that waits in the queue.", surroundings) => Add(_id);

    /// <inheritdoc/>
    public override IReadOnlyList<JsonField> Fields => QueueListCommand.ItemFields;

    /// <inheritdoc/>
    protected override async Task<int> RunAsync(ParseResult parse, ICallClient calls, CommandOutput output, CancellationToken cancellation)
    {
        var id = parse.GetRequiredValue(_id);
        var table = QueueListCommand.NewTable();
        var found = false;
        await foreach (var item in Pages.QueueAsync(calls, new VaultOpener(calls, "queue show"), id, cancellation))
        {
            if (item.Id != id) continue;
            found = true;
            if (output.Json) output.WriteJson(item, StoreJson.Default.QueueItem);
            else QueueListCommand.AddTo(table, item);
        }

        if (!found) return output.Fail($"No recipient of the message {id} waits in the queue.", $"'sekisho trace {id}' tells what became of it.");
        if (!output.Json) table.WriteTo(output);
        return ExitCodes.Done;
    }
}
