using System.CommandLine;
using Sekisho.Output;
using Sekisho.Roles.Calls;
using Sekisho.Store;
using Sekisho.Store.Archive;
using Sekisho.Vault;
using Sekisho.Vault.Archive;
using Sekisho.Vault.Directory;

namespace Sekisho.Commands.Archive;

/// <summary>Looks for archived messages by words of sender and subject.</summary>
internal sealed class ArchiveSearchCommand : SystemCommand
{
    private const int UsualMost = 100;
    private const int HighestMost = 10_000;

    /// <summary>The vault freezes operators who lease more index keys in a minute: a long archive must not lock them out when they need it most.</summary>
    private const int MostMonthsOfOperator = 20;

    private readonly Argument<string> _tenant = ArchiveOptions.Tenant();
    private readonly Argument<string[]> _words = new("WORD") { Description = "What the messages have all of; of Japanese, two letters or more.", Arity = ArgumentArity.OneOrMore };
    private readonly Option<string?> _month = ArchiveOptions.Month("Only in this month; without it in all that hold mail, the newest first, an operator in the 20 newest. The index key of each is leased, on record.");
    private readonly Option<ArchiveReason> _reason = ArchiveOptions.Reason();
    private readonly Option<int> _most = new("--most") { Description = $"The most messages; {UsualMost} when not given, at most {HighestMost}.", HelpName = "NUMBER", DefaultValueFactory = _ => UsualMost };

    /// <summary>Makes the command.</summary>
    public ArchiveSearchCommand(Surroundings surroundings)
        : base("search", "Find the archived messages of a tenant that have all of some words in sender or subject, newest first. No message is opened.", surroundings)
    {
        Add(_tenant);
        Add(_words);
        Add(_month);
        Add(_reason);
        Add(_most);
        _most.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 1 or > HighestMost) result.AddError($"--most is a number from 1 to {HighestMost}.");
        });
    }

    /// <inheritdoc/>
    public override IReadOnlyList<JsonField> Fields => LeasedMonth.Fields;

    /// <inheritdoc/>
    protected override async Task<int> RunAsync(ParseResult parse, ICallClient calls, CommandOutput output, CancellationToken cancellation)
    {
        var name = parse.GetRequiredValue(_tenant);
        var status = await calls.SendAsync(VaultCalls.ListArchive, new NameRequest(name), default, cancellation);
        var filled = (await calls.SendAsync(ArchiveCalls.Months, new ArchiveMonthsRequest(status.Tenant), default, cancellation)).Months.Select(one => one.Month);
        // A key is leased only where there is something to look for.
        var months = ArchiveMonth.TryParse(parse.GetValue(_month)) is { } only ? [only] : filled.OrderDescending().ToList();
        var text = string.Join(' ', parse.GetRequiredValue(_words));
        var left = parse.GetValue(_most);
        var count = 0;
        var isShort = GlobalOptions.PersonOf(parse) is null && months.Count > MostMonthsOfOperator;
        if (isShort) months.RemoveRange(MostMonthsOfOperator, months.Count - MostMonthsOfOperator);
        var table = new TextTable("id", "received", "sender", "size", "subject");
        foreach (var month in months.TakeWhile(_ => left > 0))
        {
            using var key = await LeasedMonth.LeaseAsync(calls, name, month, parse.GetValue(_reason), cancellation);
            if (key is null) return output.Fail("The vault's answer is no key.");
            var index = new ArchiveIndex(calls, status.Tenant, month, key);
            await index.UpdateAsync(cancellation);
            foreach (var item in await index.SearchAsync(text, left, cancellation))
            {
                left--;
                count++;
                if (output.Json) output.WriteJson(item, StoreJson.Default.ArchiveItem);
                else table.Add(item.Id, Show.Time(item.ReceivedAt), Show.Sender(item.Sender), Show.Bytes(item.ContentBytes), item.Subject);
            }
        }

        if (!output.Json && count > 0) table.WriteTo(output);
        output.Note(count == 0 ? "Nothing found." : $"{count} message{(count == 1 ? "" : "s")}");
        if (isShort) output.Note($"Months before {ArchiveMonth.Text(months[^1])} were not searched: an operator has {MostMonthsOfOperator} keys a minute. Name older months with --month, or have the tenant's auditor search.");
        return ExitCodes.Done;
    }
}
