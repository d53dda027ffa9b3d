using System.CommandLine;
using Sekisho.Output;
using Sekisho.Roles.Calls;
using Sekisho.Vault;
using Sekisho.Vault.Budgets;

namespace Sekisho.Commands.Vault;

/// <summary>Lets frozen callers go on.</summary>
internal sealed class VaultThawCommand : SystemCommand
{
    private readonly Argument<string?> _caller = new("CALLER") { Description = "Who, as 'vault status' shows it; all when it is left out.", Arity = ArgumentArity.ZeroOrOne };

    /// <summary>Makes the command.</summary>
    public VaultThawCommand(Surroundings surroundings)
        : base("thaw", "Let a frozen caller go on, after you have looked at the ledger: there must be a reason why it asked for so much.", surroundings) => Add(_caller);

    /// <inheritdoc/>
    public override IReadOnlyList<JsonField> Fields => [new("callers[]", "who may go on")];

    /// <inheritdoc/>
    public override string ExitCodeNotes => "0 done, 1 failed or nobody was frozen, 2 wrong usage.";

    /// <inheritdoc/>
    protected override async Task<int> RunAsync(ParseResult parse, ICallClient calls, CommandOutput output, CancellationToken cancellation)
    {
        var reply = await calls.SendAsync(VaultCalls.Thaw, new ThawRequest(parse.GetValue(_caller)), default, cancellation);
        if (output.Json) output.WriteJson(reply, VaultJson.Default.ThawReply);
        else foreach (var caller in reply.Callers) output.WriteLine($"thawed: {caller}");
        return reply.Callers.Count > 0 ? ExitCodes.Done : output.Fail("Nobody of that name is frozen.");
    }
}
