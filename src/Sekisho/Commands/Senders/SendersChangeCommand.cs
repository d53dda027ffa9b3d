using System.CommandLine;
using Sekisho.Output;
using Sekisho.Roles.Calls;
using Sekisho.Store.Senders;
using Sekisho.Vault.Orders;

namespace Sekisho.Commands.Senders;

/// <summary>Puts a sender on a list, or takes it off.</summary>
internal sealed class SendersChangeCommand : SystemCommand
{
    private readonly SenderAction _action;
    private readonly Argument<string> _entry = new("ENTRY") { Description = "The sender: an address (a@example.org), a domain (@example.org) or all of its subdomains (@*.example.org)." };
    private readonly Option<string> _for = SendersFor.Create("Whose list: a domain of a tenant, or the address of an account.");
    private readonly Option<OrderReason> _reason = OrderedChange.Reason();
    private readonly Option<int?> _days = new("--days") { Description = $"After so many days the entry is over (1 to {SenderChangeRequest.MostDays}); without it never.", HelpName = "N" };
    private readonly Option<string?> _note = new("--note") { Description = $"Why, for those who read the list later; at most {SenderChangeRequest.MostNoteChars} characters.", HelpName = "TEXT" };

    /// <summary>Makes the command of one action.</summary>
    public SendersChangeCommand(string name, string description, SenderAction action, Surroundings surroundings)
        : base(name, description, surroundings)
    {
        _action = action;
        Add(_entry);
        Add(_for);
        Add(_reason);
        if (action == SenderAction.Remove) return;
        Add(_days);
        Add(_note);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<JsonField> Fields => [new("action", "what was done"), new("id", "the sender, as it was given"), new("changed", "1 when it was done")];

    /// <inheritdoc/>
    public override string ExitCodeNotes => "0 done, 1 failed or not on a list, 2 wrong usage.";

    /// <inheritdoc/>
    protected override async Task<int> RunAsync(ParseResult parse, ICallClient calls, CommandOutput output, CancellationToken cancellation)
    {
        var entry = parse.GetRequiredValue(_entry);
        var scope = parse.GetRequiredValue(_for);
        var isRemoval = _action == SenderAction.Remove;
        var request = new SenderChangeRequest(_action, scope, entry, isRemoval ? null : parse.GetValue(_days), isRemoval ? null : parse.GetValue(_note));
        var reply = await OrderedChange.SendAsync(calls, request, parse.GetValue(_reason), cancellation);
        if (reply.Changed == 0) return output.Fail($"'{entry}' is on no list of {scope}.", $"'sekisho senders list --for {scope}' shows what is.");
        if (output.Json) output.WriteJson(new ChangedItem(Name, entry, reply.Changed), ProgramJson.Default.ChangedItem);
        else output.WriteLine($"{Name}: {entry} for {scope}");
        return ExitCodes.Done;
    }
}
