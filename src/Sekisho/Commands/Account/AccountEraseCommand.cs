using System.CommandLine;
using Sekisho.Output;
using Sekisho.Roles.Calls;
using Sekisho.Vault;
using Sekisho.Vault.Erasure;

namespace Sekisho.Commands.Account;

/// <summary>Erases one account.</summary>
internal sealed class AccountEraseCommand : SystemCommand
{
    private readonly Argument<string> _address = new("ADDRESS") { Description = "The account." };
    private readonly Option<bool> _yes = new("--yes") { Description = "Yes, its mail, passwords and linked credentials." };
    private readonly Option<string?> _certificate = new("--certificate") { Description = "Write the certificate to this file too.", HelpName = "FILE" };

    /// <summary>Makes the command.</summary>
    public AccountEraseCommand(Surroundings surroundings)
        : base("erase", "Erase an account at once: destroy the keys of its mailbox, its passwords and its linked credentials, and certify it.", surroundings)
    {
        Add(_address);
        Add(_yes);
        Add(_certificate);
        Validators.Add(result =>
        {
            if (result.GetResult(_yes) is null) result.AddError("Nothing brings erased mail back: give --yes.");
        });
    }

    /// <inheritdoc/>
    public override IReadOnlyList<JsonField> Fields => [new("certificate", "form, entry, proof")];

    /// <inheritdoc/>
    protected override async Task<int> RunAsync(ParseResult parse, ICallClient calls, CommandOutput output, CancellationToken cancellation)
    {
        var reply = await calls.SendAsync(VaultCalls.EraseAccount, new EraseAccountRequest(parse.GetRequiredValue(_address)), default, cancellation);
        return CertificateFile.Write(reply, parse.GetValue(_certificate) is { } path ? Path.GetFullPath(path, Surroundings.CurrentFolder) : null, output);
    }
}
