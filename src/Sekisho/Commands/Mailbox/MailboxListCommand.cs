using System.CommandLine;
using Sekisho.Output;
using Sekisho.Roles.Calls;
using Sekisho.Store;

namespace Sekisho.Commands.Mailbox;

/// <summary>A whole mailbox.</summary>
internal sealed class MailboxListCommand : SystemCommand
{
    private readonly Argument<string> _address = new("ADDRESS") { Description = "The account's address." };

    /// <summary>Makes the command.</summary>
    public MailboxListCommand(Surroundings surroundings)
        : base("list", "List the messages in a mailbox, oldest first.", surroundings) => Add(_address);

    /// <inheritdoc/>
    public override IReadOnlyList<JsonField> Fields =>
    [
        new("id", "the message"),
        new("sender", "the reverse-path"),
        new("subject", "decoded; absent when there is none"),
        new("contentBytes", "the size"),
        new("deliveredAt", "when it was delivered here"),
    ];

    /// <inheritdoc/>
    protected override async Task<int> RunAsync(ParseResult parse, ICallClient calls, CommandOutput output, CancellationToken cancellation)
    {
        var table = new TextTable("id", "delivered", "sender", "size", "subject");
        var count = 0L;
        await foreach (var item in Pages.MailboxAsync(calls, new VaultOpener(calls, "mailbox list"), parse.GetRequiredValue(_address), cancellation))
        {
            count++;
            if (output.Json) output.WriteJson(item, StoreJson.Default.MailboxItem);
            else table.Add(item.Id, Show.Time(item.DeliveredAt), Show.Sender(item.Sender), Show.Bytes(item.ContentBytes), item.Subject);
        }

        if (!output.Json && count > 0) table.WriteTo(output);
        output.Note(count == 0 ? "The mailbox is empty." : $"{count} message{(count == 1 ? "" : "s")}");
        return ExitCodes.Done;
    }
}
