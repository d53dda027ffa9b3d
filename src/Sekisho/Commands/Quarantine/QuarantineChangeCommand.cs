using System.CommandLine;
using Sekisho.Output;
using Sekisho.Roles.Calls;
using Sekisho.Store.Quarantine;
using Sekisho.Vault.Orders;

namespace Sekisho.Commands.Quarantine;

/// <summary>Releases or deletes.</summary>
internal sealed class QuarantineChangeCommand : SystemCommand
{
    private readonly QuarantineAction _action;
    private readonly Argument<string> _id = IdArgument.Create();
    private readonly Option<OrderReason> _reason = OrderedChange.Reason();
    private readonly Option<bool> _noLearning = new("--no-learning") { Description = "Learn nothing from it for the tenant. Otherwise a released message counts as wanted and a deleted one as unwanted." };

    /// <summary>Makes the command of one action.</summary>
    public QuarantineChangeCommand(string name, string description, QuarantineAction action, Surroundings surroundings)
        : base(name, description, surroundings)
    {
        _action = action;
        Add(_id);
        Add(_reason);
        Add(_noLearning);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<JsonField> Fields => [new("action", "what was done"), new("id", "the message"), new("changed", "1 when it was done")];

    /// <inheritdoc/>
    public override string ExitCodeNotes => "0 done, 1 failed or not in quarantine, 2 wrong usage.";

    /// <inheritdoc/>
    protected override async Task<int> RunAsync(ParseResult parse, ICallClient calls, CommandOutput output, CancellationToken cancellation)
    {
        var id = parse.GetRequiredValue(_id);
        var reply = await OrderedChange.SendAsync(calls, new QuarantineChangeRequest(_action, id, !parse.GetValue(_noLearning)), parse.GetValue(_reason), cancellation);
        if (output.Json) output.WriteJson(new ChangedItem(Name, id, reply.Changed), ProgramJson.Default.ChangedItem);
        else if (reply.Changed > 0) output.WriteLine($"{Name}: {id}");
        return reply.Changed > 0 ? ExitCodes.Done : output.Fail($"The message {id} is not in quarantine.", $"'sekisho trace {id}' tells where it is.");
    }
}
