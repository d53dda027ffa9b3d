using System.CommandLine;
using Sekisho.Output;
using Sekisho.Roles.Calls;
using Sekisho.Vault;
using Sekisho.Vault.LogIn;

namespace Sekisho.Commands.Account;

/// <summary>Ends all logins of an account.</summary>
internal sealed class AccountRevokeCommand : SystemCommand
{
    private readonly Argument<string> _address = new("ADDRESS") { Description = "The account." };

    /// <summary>Makes the command.</summary>
    public AccountRevokeCommand(Surroundings surroundings)
        : base("revoke", "End all logins of an account in browsers.", surroundings) => Add(_address);

    /// <inheritdoc/>
    protected override async Task<int> RunAsync(ParseResult parse, ICallClient calls, CommandOutput output, CancellationToken cancellation)
    {
        await calls.SendAsync(VaultCalls.Revoke, new RevokeRequest(null, parse.GetRequiredValue(_address)), default, cancellation);
        output.Note("All logins of the account are ended.");
        return ExitCodes.Done;
    }
}
