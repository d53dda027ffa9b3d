using System.CommandLine;
using Sekisho.Output;
using Sekisho.Roles.Calls;
using Sekisho.Store;

namespace Sekisho.Commands.Quarantine;

/// <summary>The whole quarantine.</summary>
internal sealed class QuarantineListCommand(Surroundings surroundings) : SystemCommand("list", "List every message in quarantine, oldest first.", surroundings)
{
    /// <summary>The fields of a message in quarantine.</summary>
    internal static readonly IReadOnlyList<JsonField> ItemFields =
    [
        new("id", "the message"),
        new("sender", "the reverse-path"),
        new("recipients[]", "the recipients"),
        new("subject", "decoded; absent when there is none"),
        new("contentBytes", "the size"),
        new("acceptedAt", "when it was accepted"),
        new("verdict", "disposition, score, reasons[] (code, evidence, points, and of a rule its id and title), facts{}"),
    ];

    /// <inheritdoc/>
    public override IReadOnlyList<JsonField> Fields => ItemFields;

    /// <inheritdoc/>
    protected override async Task<int> RunAsync(ParseResult parse, ICallClient calls, CommandOutput output, CancellationToken cancellation)
    {
        var table = new TextTable("id", "accepted", "sender", "recipients", "subject", "size", "reasons");
        var count = 0L;
        await foreach (var item in Pages.QuarantineAsync(calls, new VaultOpener(calls, "quarantine list"), null, cancellation))
        {
            count++;
            if (output.Json) output.WriteJson(item, StoreJson.Default.QuarantineItem);
            else table.Add(item.Id, Show.Time(item.AcceptedAt), Show.Sender(item.Sender), Show.Several(item.Recipients), item.Subject, Show.Bytes(item.ContentBytes), Show.Reasons(item.Verdict.Reasons));
        }

        if (!output.Json && count > 0) table.WriteTo(output);
        output.Note(count == 0 ? "The quarantine is empty." : $"{count} message{(count == 1 ? "" : "s")}");
        return ExitCodes.Done;
    }
}
