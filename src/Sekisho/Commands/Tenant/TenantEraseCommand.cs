using System.CommandLine;
using Sekisho.Output;
using Sekisho.Roles.Calls;
using Sekisho.Vault;
using Sekisho.Vault.Erasure;

namespace Sekisho.Commands.Tenant;

/// <summary>Ends a contract.</summary>
internal sealed class TenantEraseCommand : SystemCommand
{
    private readonly Argument<string> _name = new("NAME") { Description = "The tenant." };
    private readonly Option<bool> _yes = new("--yes") { Description = "Yes, all mail, accounts, passwords and linked credentials of this tenant." };
    private readonly Option<bool> _now = new("--now") { Description = "At once, without the configured grace (vault.erasureGraceDays)." };
    private readonly Option<bool> _cancel = new("--cancel") { Description = "Take an erasure back whose time has not come." };
    private readonly Option<string?> _certificate = new("--certificate") { Description = "With --now: write the certificate to this file too.", HelpName = "FILE" };

    /// <summary>Makes the command.</summary>
    public TenantEraseCommand(Surroundings surroundings)
        : base("erase", "End a contract: destroy the tenant's keys, so that its mail cannot be read any more – not even from a copy with today's root key – and certify it.", surroundings)
    {
        Add(_name);
        Add(_yes);
        Add(_now);
        Add(_cancel);
        Add(_certificate);
        Validators.Add(result =>
        {
            if (result.GetResult(_yes) is null == result.GetResult(_cancel) is null) result.AddError("Nothing brings erased mail back: give --yes (or --cancel to take an announced erasure back).");
        });
    }

    /// <inheritdoc/>
    public override IReadOnlyList<JsonField> Fields => [new("eraseAt", "when it will be done; absent when it is done or taken back"), new("certificate", "form, entry, proof; absent when it is not done yet")];

    /// <inheritdoc/>
    protected override async Task<int> RunAsync(ParseResult parse, ICallClient calls, CommandOutput output, CancellationToken cancellation)
    {
        var request = new EraseTenantRequest(parse.GetRequiredValue(_name), parse.GetValue(_now), parse.GetValue(_cancel));
        var reply = await calls.SendAsync(VaultCalls.EraseTenant, request, default, cancellation);
        return CertificateFile.Write(reply, parse.GetValue(_certificate) is { } path ? Path.GetFullPath(path, Surroundings.CurrentFolder) : null, output);
    }
}
