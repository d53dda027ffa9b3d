using System.CommandLine;
using Sekisho.Output;
using Sekisho.Roles.Calls;
using Sekisho.Store;

namespace Sekisho.Commands.Mailbox;

/// <summary>One message in a mailbox.</summary>
internal sealed class MailboxShowCommand : SystemCommand
{
    private readonly Argument<string> _id = IdArgument.Create();
    private readonly Option<bool> _raw = new("--raw") { Description = "The message's exact bytes instead, on standard output." };

    /// <summary>Makes the command.</summary>
    public MailboxShowCommand(Surroundings surroundings)
        : base("show", "Show the source of a delivered message, with everything escaped that could act on a terminal.", surroundings)
    {
        Add(_id);
        Add(_raw);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<JsonField> Fields => [new("id", "the message"), new("contentBytes", "the size"), new("contentBase64", "the content, exactly, as base64")];

    /// <inheritdoc/>
    protected override async Task<int> RunAsync(ParseResult parse, ICallClient calls, CommandOutput output, CancellationToken cancellation)
    {
        var id = parse.GetRequiredValue(_id);
        if (parse.GetValue(_raw)) return await MessageContent.WriteRawAsync(calls, StoreCalls.MailboxContent, id, output, cancellation);
        if (output.Json) return await MessageContent.WriteJsonAsync(calls, StoreCalls.MailboxContent, id, output, cancellation);
        return await MessageContent.ShowAsync(calls, StoreCalls.MailboxContent, id, output, MessageContent.MaxShownBytes, cancellation);
    }
}
