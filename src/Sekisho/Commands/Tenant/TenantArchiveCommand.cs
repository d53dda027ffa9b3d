using System.CommandLine;
using Sekisho.Output;
using Sekisho.Roles.Calls;
using Sekisho.Vault;
using Sekisho.Vault.Archive;

namespace Sekisho.Commands.Tenant;

/// <summary>Switches the archive of a tenant on or off.</summary>
internal sealed class TenantArchiveCommand : SystemCommand
{
    private readonly Argument<string> _name = new("NAME") { Description = "The tenant." };
    private readonly Option<int?> _months = new("--months") { Description = $"Archive all mail; keep each calendar month (UTC) for so many months after its end: 1 to {SetArchiveRequest.MostMonths}.", HelpName = "NUMBER" };
    private readonly Option<bool> _off = new("--off") { Description = "Archive nothing more. What is in the archive is kept for its time." };
    private readonly Option<bool> _yes = new("--yes") { Description = "With fewer months than before: yes, destroy the months that are over then." };

    /// <summary>Makes the command.</summary>
    public TenantArchiveCommand(Surroundings surroundings)
        : base("archive", "Archive every message that a tenant receives or sends from now on, each month under keys of its own, or end it. Without an option there is no archive.", surroundings)
    {
        Add(_name);
        Add(_months);
        Add(_off);
        Add(_yes);
        Validators.Add(result =>
        {
            if (result.GetResult(_months) is { Implicit: false } == result.GetResult(_off) is { Implicit: false }) result.AddError("Give one of --months and --off.");
        });
        _months.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int?>() is < 1 or > SetArchiveRequest.MostMonths) result.AddError($"--months is a number from 1 to {SetArchiveRequest.MostMonths}.");
        });
    }

    /// <inheritdoc/>
    public override IReadOnlyList<JsonField> Fields =>
    [
        new("tenant", "the tenant's number"), new("isOn", "whether what comes in is archived"), new("isPublished", "whether the store has been told so"), new("months", "for how many months after its end a month is kept"),
        new("kept[]", "month (as a number: 202411), expiresAt, isHeld: the months whose keys are there"),
    ];

    /// <inheritdoc/>
    protected override async Task<int> RunAsync(ParseResult parse, ICallClient calls, CommandOutput output, CancellationToken cancellation)
    {
        var name = parse.GetRequiredValue(_name);
        var status = await calls.SendAsync(VaultCalls.SetArchive, new SetArchiveRequest(name, parse.GetValue(_months), parse.GetValue(_yes)), default, cancellation);
        if (output.Json) output.WriteJson(status, VaultJson.Default.ArchiveStatus);
        else if (status.IsOn) output.WriteLine($"Mail of {name} is archived from now on; a month is kept for {status.Months} months after its end.");
        else output.WriteLine($"Mail of {name} is not archived any more; what is there is kept for {status.Months} months after the end of its month.");
        if (!status.IsPublished) output.Note("The store has not been told yet; until then it is as it was before. 'sekisho status' tells whether it runs.");
        return ExitCodes.Done;
    }
}
