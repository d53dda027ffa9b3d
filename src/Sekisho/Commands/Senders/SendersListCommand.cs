using System.CommandLine;
using Sekisho.Output;
using Sekisho.Roles.Calls;
using Sekisho.Store;
using Sekisho.Store.Opening;
using Sekisho.Store.Senders;

namespace Sekisho.Commands.Senders;

/// <summary>Allow and block lists.</summary>
internal sealed class SendersListCommand : SystemCommand
{
    private readonly Option<string> _for = SendersFor.Create("Whose lists: a domain of a tenant, with those of its accounts; or the address of an account, with its own only.");

    /// <summary>Makes the command.</summary>
    public SendersListCommand(Surroundings surroundings)
        : base("list", "List allowed and blocked senders, oldest first. What is opened for that is on record.", surroundings) => Add(_for);

    /// <inheritdoc/>
    public override IReadOnlyList<JsonField> Fields =>
    [
        new("id", "the entry"),
        new("list", "allow or block"),
        new("for", "whose list: a domain or an address"),
        new("sender", "an address, @domain or @*.domain"),
        new("note", "why; absent where nobody said"),
        new("addedAt", "when it was added, or last changed"),
        new("until", "when it is over; absent for never"),
    ];

    /// <inheritdoc/>
    protected override async Task<int> RunAsync(ParseResult parse, ICallClient calls, CommandOutput output, CancellationToken cancellation)
    {
        var table = new TextTable("list", "for", "sender", "added", "until", "note");
        var count = 0L;
        await foreach (var item in Pages.SendersAsync(calls, new VaultOpener(calls, "senders list"), parse.GetRequiredValue(_for), cancellation))
        {
            // Of another tenant's list a person does not learn either how long it is.
            if (item.For == OpenLists.NotReadable && GlobalOptions.PersonOf(parse) is not null) continue;
            count++;
            if (output.Json) output.WriteJson(item, StoreJson.Default.SenderItem);
            else table.Add(item.List == SenderListKind.Allow ? "allow" : "block", item.For, item.Sender, Show.Time(item.AddedAt), item.Until is { } until ? Show.Time(until) : "", item.Note);
        }

        if (!output.Json && count > 0) table.WriteTo(output);
        output.Note(count == 0 ? "The lists are empty." : $"{count} {(count == 1 ? "entry" : "entries")}");
        return ExitCodes.Done;
    }
}
