using System.CommandLine;
using Sekisho.Output;
using Sekisho.Roles.Calls;
using Sekisho.Store;
using Sekisho.Store.Archive;
using Sekisho.Vault;
using Sekisho.Vault.Archive;
using Sekisho.Vault.Directory;

namespace Sekisho.Commands.Archive;

/// <summary>The months of an archive, or what is in one of them.</summary>
internal sealed class ArchiveListCommand : SystemCommand
{
    private readonly Argument<string> _tenant = ArchiveOptions.Tenant();
    private readonly Option<string?> _month = ArchiveOptions.Month("List the messages of this month: its index key is leased for it, on record.");
    private readonly Option<ArchiveReason> _reason = ArchiveOptions.Reason(required: false);

    /// <summary>Makes the command.</summary>
    public ArchiveListCommand(Surroundings surroundings)
        : base("list", "List the months of a tenant's archive: how much is in them, and until when they are kept.", surroundings)
    {
        Add(_tenant);
        Add(_month);
        Add(_reason);
        Validators.Add(result =>
        {
            if (result.GetResult(_month) is { Implicit: false } != result.GetResult(_reason) is { Implicit: false }) result.AddError("Give --month and --reason together: who wrote to whom is shown for a reason only.");
        });
    }

    /// <inheritdoc/>
    public override IReadOnlyList<JsonField> Fields =>
    [
        new("month", "the month"), new("messages", "how many messages are in it"), new("expiresAt", "when its keys are destroyed, unless it is held then"), new("held", "whether it is on hold"),
        new("id, month, sender, subject, contentBytes, receivedAt", "with --month: one line a message"),
    ];

    /// <inheritdoc/>
    protected override async Task<int> RunAsync(ParseResult parse, ICallClient calls, CommandOutput output, CancellationToken cancellation)
    {
        var name = parse.GetRequiredValue(_tenant);
        var status = await calls.SendAsync(VaultCalls.ListArchive, new NameRequest(name), default, cancellation);
        if (ArchiveMonth.TryParse(parse.GetValue(_month)) is { } month) return await ListMonthAsync(calls, name, status.Tenant, month, parse.GetValue(_reason), output, cancellation);
        var counts = (await calls.SendAsync(ArchiveCalls.Months, new ArchiveMonthsRequest(status.Tenant), default, cancellation)).Months.ToDictionary(one => one.Month, one => one.Messages);
        var table = new TextTable("month", "messages", "kept until");
        foreach (var one in status.Kept)
        {
            var item = new ArchiveMonthItem(ArchiveMonth.Text(one.Month), counts.GetValueOrDefault(one.Month), one.ExpiresAt, one.IsHeld);
            if (output.Json) output.WriteJson(item, ProgramJson.Default.ArchiveMonthItem);
            else table.Add(item.Month, Show.Number(item.Messages), item.Held ? "released (on hold)" : Show.Time(item.ExpiresAt));
        }

        if (!output.Json && status.Kept.Count > 0) table.WriteTo(output);
        output.Note(status switch
        {
            { IsOn: true } => $"What comes in is archived; a month is kept for {status.Months} months after its end.",
            { Kept.Count: > 0 } => "What comes in is not archived any more.",
            _ => "There is no archive: 'tenant archive' switches it on.",
        });
        return ExitCodes.Done;
    }

    private static async Task<int> ListMonthAsync(ICallClient calls, string name, long tenant, long month, ArchiveReason reason, CommandOutput output, CancellationToken cancellation)
    {
        using var key = await LeasedMonth.LeaseAsync(calls, name, month, reason, cancellation);
        if (key is null) return output.Fail("The vault's answer is no key.");
        var table = new TextTable("id", "received", "sender", "size", "subject");
        var count = 0L;
        await foreach (var item in new ArchiveIndex(calls, tenant, month, key).ListAsync(cancellation))
        {
            count++;
            if (output.Json) output.WriteJson(item, StoreJson.Default.ArchiveItem);
            else table.Add(item.Id, Show.Time(item.ReceivedAt), Show.Sender(item.Sender), Show.Bytes(item.ContentBytes), item.Subject);
        }

        if (!output.Json && count > 0) table.WriteTo(output);
        output.Note(count == 0 ? "Nothing is in this month." : $"{count} message{(count == 1 ? "" : "s")}");
        return ExitCodes.Done;
    }
}
