using System.CommandLine;
using Sekisho.Output;
using Sekisho.Roles.Calls;
using Sekisho.Vault;
using Sekisho.Vault.Sealed;

namespace Sekisho.Commands.Vault;

/// <summary>The emergency brake.</summary>
internal sealed class VaultSealCommand : SystemCommand
{
    private readonly Option<bool> _untilRestart = new("--until-restart") { Description = "Open again at the next start; without it the vault stays sealed until 'vault unseal'." };

    /// <summary>Makes the command.</summary>
    public VaultSealCommand(Surroundings surroundings)
        : base("seal", "The emergency brake: wipe all keys from memory. Mail is still received; nothing is read, sent on or logged into.", surroundings) => Add(_untilRestart);

    /// <inheritdoc/>
    protected override async Task<int> RunAsync(ParseResult parse, ICallClient calls, CommandOutput output, CancellationToken cancellation)
    {
        await calls.SendAsync(VaultCalls.Seal, new SealRequest(!parse.GetValue(_untilRestart)), default, cancellation);
        output.Note("Sealed.");
        return ExitCodes.Done;
    }
}
