using System.CommandLine;
using Sekisho.Output;
using Sekisho.Roles.Calls;
using Sekisho.Vault;
using Sekisho.Vault.Directory;

namespace Sekisho.Commands.Credential;

/// <summary>Removes a credential of another service.</summary>
internal sealed class CredentialRemoveCommand : SystemCommand
{
    private readonly Argument<string> _id = new("CREDENTIAL") { Description = "The credential, as 'credential list' shows it." };

    /// <summary>Makes the command.</summary>
    public CredentialRemoveCommand(Surroundings surroundings)
        : base("remove", "Remove a credential of another service. Revoke it there, too.", surroundings) => Add(_id);

    /// <inheritdoc/>
    protected override async Task<int> RunAsync(ParseResult parse, ICallClient calls, CommandOutput output, CancellationToken cancellation)
    {
        await calls.SendAsync(VaultCalls.RemoveCredential, new NameRequest(parse.GetRequiredValue(_id)), default, cancellation);
        output.Note("Removed.");
        return ExitCodes.Done;
    }
}
