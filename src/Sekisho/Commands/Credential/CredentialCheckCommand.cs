using System.CommandLine;
using Sekisho.Output;
using Sekisho.Roles.Calls;
using Sekisho.Vault;
using Sekisho.Vault.Credentials;
using Sekisho.Vault.Directory;

namespace Sekisho.Commands.Credential;

/// <summary>Tries a sealed refresh token.</summary>
internal sealed class CredentialCheckCommand : SystemCommand
{
    private readonly Argument<string> _id = new("CREDENTIAL") { Description = "The credential, as 'credential list' shows it." };

    /// <summary>Makes the command.</summary>
    public CredentialCheckCommand(Surroundings surroundings)
        : base("check", "Try a sealed refresh token at its service: whether an access token is still made of it. Neither token is shown.", surroundings) => Add(_id);

    /// <inheritdoc/>
    public override IReadOnlyList<JsonField> Fields =>
    [
        new("status", "minted: it works; ended: link the service again; refused: the link is set up wrongly; unreachable: try again; not_understood: the answer is not that of a token endpoint"),
        new("expiresAt", "until when the access token would have held"),
    ];

    /// <inheritdoc/>
    protected override async Task<int> RunAsync(ParseResult parse, ICallClient calls, CommandOutput output, CancellationToken cancellation)
    {
        var reply = await calls.SendAsync(VaultCalls.CheckCredential, new NameRequest(parse.GetRequiredValue(_id)), default, cancellation);
        if (output.Json) output.WriteJson(reply, VaultJson.Default.MintTokenReply);
        else output.WriteLine(reply.Status switch
        {
            MintStatus.Minted => $"It works: an access token holds until {Show.Time(reply.ExpiresAt!.Value)}.",
            MintStatus.Ended => "The service takes it no more: link the service again.",
            MintStatus.Refused => "The service refuses it: the client identifier, its secret or the scope is not right.",
            MintStatus.Unreachable => "The service could not be asked: see the log of the vault, and 'deliver.tokenEndpoints'. Try again.",
            _ => "The answer is not that of a token endpoint: is its address right?",
        });
        return reply.Status == MintStatus.Minted ? ExitCodes.Done : ExitCodes.Failed;
    }
}
