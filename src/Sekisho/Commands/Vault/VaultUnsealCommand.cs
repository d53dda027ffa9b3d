using System.CommandLine;
using Sekisho.Output;
using Sekisho.Roles.Calls;
using Sekisho.Vault;
using Sekisho.Vault.Sealed;

namespace Sekisho.Commands.Vault;

/// <summary>Opens the vault again.</summary>
internal sealed class VaultUnsealCommand : SystemCommand
{
    private readonly Option<bool> _stdin = new("--root-key-stdin") { Description = "Read the root key from the first line of standard input; without it the vault reads its file." };

    /// <summary>Makes the command.</summary>
    public VaultUnsealCommand(Surroundings surroundings)
        : base("unseal", "Bring the keys back into memory.", surroundings) => Add(_stdin);

    /// <inheritdoc/>
    protected override async Task<int> RunAsync(ParseResult parse, ICallClient calls, CommandOutput output, CancellationToken cancellation)
    {
        string? key = null;
        if (parse.GetValue(_stdin))
        {
            key = await PasswordInput.ReadAsync(Surroundings.Console.In, cancellation);
            if (key is null) return output.Fail("There is no root key on standard input.", "Give the line of its file: sekisho vault unseal --root-key-stdin < root.key");
        }

        await calls.SendAsync(VaultCalls.Unseal, new UnsealRequest(key), default, cancellation);
        output.Note("Open.");
        return ExitCodes.Done;
    }
}
