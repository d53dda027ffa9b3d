using System.CommandLine;
using Sekisho.Output;
using Sekisho.Roles.Calls;
using Sekisho.Vault;
using Sekisho.Vault.Directory;

namespace Sekisho.Commands.Vault;

/// <summary>Makes keys anew.</summary>
internal sealed class VaultRotateCommand : SystemCommand
{
    private readonly Option<string?> _tenant = new("--tenant") { Description = "The key of this tenant; without it the root key.", HelpName = "NAME" };

    /// <summary>Makes the command.</summary>
    public VaultRotateCommand(Surroundings surroundings)
        : base("rotate", "Make a new root key, or a new key of a tenant, and wrap everything below with it. Copies of the old root key are worthless then: copy the new one to its safe place.", surroundings) => Add(_tenant);

    /// <inheritdoc/>
    protected override async Task<int> RunAsync(ParseResult parse, ICallClient calls, CommandOutput output, CancellationToken cancellation)
    {
        if (parse.GetValue(_tenant) is { } tenant) await calls.SendAsync(VaultCalls.RotateTenantKey, new NameRequest(tenant), default, cancellation);
        else await calls.SendAsync(VaultCalls.RotateRootKey, Nothing.Value, default, cancellation);
        output.Note("Rotated.");
        return ExitCodes.Done;
    }
}
