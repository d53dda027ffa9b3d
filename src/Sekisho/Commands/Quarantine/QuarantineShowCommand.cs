using System.CommandLine;
using Sekisho.Output;
using Sekisho.Roles.Calls;
using Sekisho.Store;
using Sekisho.Store.Opening;

namespace Sekisho.Commands.Quarantine;

/// <summary>One message in quarantine.</summary>
internal sealed class QuarantineShowCommand : SystemCommand
{
    private readonly Argument<string> _id = IdArgument.Create();
    private readonly Option<bool> _raw = new("--raw") { Description = "The message's exact bytes instead, on standard output; nothing in it is made harmless." };

    /// <summary>Makes the command.</summary>
    public QuarantineShowCommand(Surroundings surroundings)
        : base("show", "Show one message in quarantine: why it is there and what was found in it.", surroundings)
    {
        Add(_id);
        Add(_raw);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<JsonField> Fields => QuarantineListCommand.ItemFields;

    /// <inheritdoc/>
    protected override async Task<int> RunAsync(ParseResult parse, ICallClient calls, CommandOutput output, CancellationToken cancellation)
    {
        var id = parse.GetRequiredValue(_id);
        if (parse.GetValue(_raw)) return await MessageContent.WriteRawAsync(calls, StoreCalls.QuarantineContent, id, output, cancellation);
        await foreach (var item in Pages.QuarantineAsync(calls, new VaultOpener(calls, "quarantine show"), id, cancellation))
        {
            if (item.Id != id) continue;
            if (output.Json) output.WriteJson(item, StoreJson.Default.QuarantineItem);
            else Write(output, item);
            return ExitCodes.Done;
        }

        return output.Fail($"The message {id} is not in quarantine.", $"'sekisho trace {id}' tells where it is.");
    }

    private static void Write(CommandOutput output, QuarantineItem item)
    {
        output.WriteLine($"Message   {item.Id} ({Show.Bytes(item.ContentBytes)}), accepted {Show.Time(item.AcceptedAt)}");
        output.WriteLine($"Subject   {item.Subject}");
        output.WriteLine($"From      {Show.Sender(item.Sender)}");
        foreach (var recipient in item.Recipients) output.WriteLine($"To        {recipient}");
        output.WriteLine($"Score     {item.Verdict.Score:0.##}");
        foreach (var reason in item.Verdict.Reasons) output.WriteLine($"Reason    {Show.Reason(reason)}");
        var table = new TextTable("fact", "value");
        foreach (var (name, value) in item.Verdict.Facts.Values) table.Add(name, Show.Fact(value));
        table.WriteTo(output);
        output.Note($"'sekisho quarantine show {item.Id} --raw' gives the message itself, 'release' delivers it, 'delete' removes it.");
    }
}
