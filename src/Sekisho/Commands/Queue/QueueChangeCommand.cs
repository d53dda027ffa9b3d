using System.CommandLine;
using Sekisho.Output;
using Sekisho.Roles.Calls;
using Sekisho.Store.Queue;
using Sekisho.Vault.Orders;

namespace Sekisho.Commands.Queue;

/// <summary>Holds, releases, deletes or flushes.</summary>
internal sealed class QueueChangeCommand : SystemCommand
{
    private readonly QueueAction _action;
    private readonly Argument<string> _id;
    private readonly Option<OrderReason> _reason = OrderedChange.Reason();

    /// <summary>Makes the command of one action.</summary>
    public QueueChangeCommand(string name, string description, QueueAction action, Surroundings surroundings)
        : base(name, description, surroundings)
    {
        _action = action;
        _id = IdArgument.Create(optional: action == QueueAction.Flush);
        Add(_id);
        Add(_reason);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<JsonField> Fields => [new("action", "what was done"), new("id", "the message; absent for all"), new("changed", "how many recipients it changed")];

    /// <inheritdoc/>
    public override string ExitCodeNotes => "0 done, 1 failed or nothing to change for that message, 2 wrong usage.";

    /// <inheritdoc/>
    protected override async Task<int> RunAsync(ParseResult parse, ICallClient calls, CommandOutput output, CancellationToken cancellation)
    {
        var id = parse.GetValue(_id);
        var reply = await OrderedChange.SendAsync(calls, new ChangeRequest(_action, id), parse.GetValue(_reason), cancellation);
        if (output.Json) output.WriteJson(new ChangedItem(Name, id, reply.Changed), ProgramJson.Default.ChangedItem);
        else output.WriteLine($"{Name}: {reply.Changed} recipient{(reply.Changed == 1 ? "" : "s")}");
        return id is null || reply.Changed > 0 ? ExitCodes.Done
            : output.Fail($"There is nothing to {Name} for the message {id}.", $"'sekisho trace {id}' tells where it is.");
    }
}
