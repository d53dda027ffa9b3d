using System.CommandLine;
using Sekisho.Output;
using Sekisho.Roles.Calls;
using Sekisho.Store.Quarantine;
using Sekisho.Vault.Orders;

namespace Sekisho.Commands.Learned;

/// <summary>Decides otherwise over a message that was released or deleted.</summary>
internal sealed class LearnedDecideCommand : SystemCommand
{
    private readonly Argument<string> _id = IdArgument.Create();
    private readonly Option<string> _as = new("--as") { Description = "good (wanted), bad (unwanted), or nothing (take back what was learned from it).", Required = true, HelpName = "SORT" };
    private readonly Option<OrderReason> _reason = OrderedChange.Reason();

    /// <summary>Makes the command.</summary>
    public LearnedDecideCommand(Surroundings surroundings)
        : base("decide", "Decide otherwise over a message that was released or deleted: what it has taught a tenant's memory is taken back. Of messages that were delivered at once nothing is kept: teach those from a file.", surroundings)
    {
        Add(_id);
        _as.AcceptOnlyFromAmong("good", "bad", "nothing");
        Add(_as);
        Add(_reason);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<JsonField> Fields => [new("action", "what was learned: teach-good, teach-bad or unlearn"), new("id", "the message"), new("changed", "1 when something was learned or taken back")];

    /// <inheritdoc/>
    public override string ExitCodeNotes => "0 learned, 1 failed or nothing has changed, 2 wrong usage.";

    /// <inheritdoc/>
    protected override async Task<int> RunAsync(ParseResult parse, ICallClient calls, CommandOutput output, CancellationToken cancellation)
    {
        var id = parse.GetRequiredValue(_id);
        var (action, word) = parse.GetRequiredValue(_as) switch
        {
            "good" => (QuarantineAction.TeachGood, "teach-good"),
            "bad" => (QuarantineAction.TeachBad, "teach-bad"),
            _ => (QuarantineAction.Unlearn, "unlearn"),
        };
        var reply = await OrderedChange.SendAsync(calls, new QuarantineChangeRequest(action, id), parse.GetValue(_reason), cancellation);
        if (output.Json) output.WriteJson(new ChangedItem(word, id, reply.Changed), ProgramJson.Default.ChangedItem);
        else if (reply.Changed > 0) output.WriteLine($"{word}: {id}");
        if (reply.Changed > 0) return ExitCodes.Done;
        return reply.NothingKept
            ? output.Fail(
                $"Nothing is kept of the words of the message {id}.",
                "That is so of a message that was delivered at once, from which nothing was learned, or whose decision was taken back or is older than 30 days. Teach it from a file: 'sekisho learned teach FILE --for DOMAIN --as good|bad'.")
            : output.Fail($"Nothing has changed by the message {id}.", "It was decided so before, or enough of this sender's mail has counted.");
    }
}
