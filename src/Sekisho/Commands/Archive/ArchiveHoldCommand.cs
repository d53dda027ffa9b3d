using System.CommandLine;
using Sekisho.Output;
using Sekisho.Roles.Calls;
using Sekisho.Store.Archive;
using Sekisho.Vault;
using Sekisho.Vault.Archive;

namespace Sekisho.Commands.Archive;

/// <summary>Puts a month of an archive on hold, or releases it.</summary>
internal sealed class ArchiveHoldCommand : SystemCommand
{
    private readonly Argument<string> _tenant = ArchiveOptions.Tenant();
    private readonly Argument<string> _month = ArchiveOptions.MonthArgument();
    private readonly Option<ArchiveReason> _reason = ArchiveOptions.Reason();
    private readonly Option<bool> _release = new("--release") { Description = "End the hold: the retention counts again." };

    /// <summary>Makes the command.</summary>
    public ArchiveHoldCommand(Surroundings surroundings)
        : base("hold", "Keep a month of a tenant's archive until it is released, whatever its retention says (a legal hold). While it is held, the tenant cannot be erased.", surroundings)
    {
        Add(_tenant);
        Add(_month);
        Add(_reason);
        Add(_release);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<JsonField> Fields => [new("action", "hold or release"), new("id", "the month"), new("changed", "1 when it was done")];

    /// <inheritdoc/>
    protected override async Task<int> RunAsync(ParseResult parse, ICallClient calls, CommandOutput output, CancellationToken cancellation)
    {
        var month = parse.GetRequiredValue(_month);
        var release = parse.GetValue(_release);
        await calls.SendAsync(
            VaultCalls.ChangeArchive,
            new ChangeArchiveRequest(parse.GetRequiredValue(_tenant), ArchiveMonth.TryParse(month)!.Value, release ? ArchiveAction.Release : ArchiveAction.Hold, parse.GetValue(_reason)),
            default, cancellation);
        if (output.Json) output.WriteJson(new ChangedItem(release ? "release" : "hold", month, 1), ProgramJson.Default.ChangedItem);
        else output.WriteLine(release ? $"{month} is released." : $"{month} is on hold.");
        return ExitCodes.Done;
    }
}
