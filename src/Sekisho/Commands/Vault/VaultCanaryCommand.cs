using System.CommandLine;
using Sekisho.Output;
using Sekisho.Roles.Calls;
using Sekisho.Vault;
using Sekisho.Vault.Canaries;

namespace Sekisho.Commands.Vault;

/// <summary>Sets and removes traps.</summary>
internal sealed class VaultCanaryCommand : SystemCommand
{
    private readonly Argument<string> _kind = new("KIND") { Description = "mailbox, message or key. A credential is made a trap by 'credential add --canary'." };
    private readonly Argument<string> _name = new("NAME") { Description = "The account's address, the message's identifier, or the key's." };
    private readonly Option<bool> _remove = new("--remove") { Description = "Remove the trap." };

    /// <summary>Makes the command.</summary>
    public VaultCanaryCommand(Surroundings surroundings)
        : base("canary", "Set a trap that nobody has a reason to touch: any touch is recorded and raises an alarm; the answer shows nothing.", surroundings)
    {
        Add(_kind);
        Add(_name);
        Add(_remove);
        _kind.AcceptOnlyFromAmong("mailbox", "message", "key");
    }

    /// <inheritdoc/>
    protected override async Task<int> RunAsync(ParseResult parse, ICallClient calls, CommandOutput output, CancellationToken cancellation)
    {
        var kind = Enum.Parse<CanaryKind>(parse.GetRequiredValue(_kind), ignoreCase: true);
        await calls.SendAsync(VaultCalls.SetCanary, new SetCanaryRequest(kind, parse.GetRequiredValue(_name), !parse.GetValue(_remove)), default, cancellation);
        output.Note(parse.GetValue(_remove) ? "Removed." : "Set.");
        return ExitCodes.Done;
    }
}
