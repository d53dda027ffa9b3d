using System.Net;
using Microsoft.Extensions.Logging;
using Sekisho.Roles.Calls;
using Sekisho.Smtp.Client;
using Sekisho.Smtp.Client.Results;
using Sekisho.Smtp.Client.Sasl;
using Sekisho.Smtp.Replies;
using Sekisho.Vault;
using Sekisho.Vault.Credentials;

namespace Sekisho.Deliver.LoggingIn;

/// <summary>
/// Logs in at a relay with a credential that the vault keeps. Steps:
/// 1. the vault says what kind of credential it is, and whose: for this host, if the route names it;
/// 2. the best mechanism that the relay offers: SCRAM-SHA-256-PLUS, SCRAM-SHA-256, whose proof the vault makes; OAUTHBEARER, XOAUTH2 with a token
///    that it mints; the password itself only where the route permits it, and where there is nothing else;
/// 3. whatever fails is a failure for now: the mail waits, the destination rests, and the operator is told once.
/// </summary>
internal sealed class RelayLogIn(ICallClient calls, ILogger log)
{
    /// <summary>For the record.</summary>
    private const string Purpose = "smtp.relay";

    private static readonly string[] OfPasswords = ["SCRAM-SHA-256-PLUS", "SCRAM-SHA-256", "PLAIN", "LOGIN"];
    private static readonly string[] OfTokens = ["OAUTHBEARER", "XOAUTH2"];

    /// <summary>Logs in.</summary>
    /// <param name="client">The session, under verified TLS.</param>
    /// <param name="credential">What the route names.</param>
    /// <param name="relay">The relay.</param>
    /// <param name="cancellation">Ends the session.</param>
    /// <returns>Null when mail can be sent; otherwise why not, in words for the operator.</returns>
    public async Task<SmtpFailure?> RunAsync(SmtpClientConnection client, string credential, DnsEndPoint relay, CancellationToken cancellation)
    {
        SmtpFailure? failure;
        try
        {
            failure = await LogInAsync(client, credential, relay, cancellation);
            if (failure is { Problem: not SmtpProblem.LogInFailed }) return failure;
        }
        catch (CallException refused)
        {
            failure = Failed($"the vault does not let it be used ({refused.Message})");
        }

        if (failure is null) return null;
        var why = failure.Reply.Lines[0];
        Log.NotLoggedIn(log, relay.Host, credential, why);
        return failure with { Reply = SmtpReply.Of(454, "4.7.0", $"Cannot log in at the relay {relay.Host} with the credential {credential}: {why}.") };
    }

    private async Task<SmtpFailure?> LogInAsync(SmtpClientConnection client, string credential, DnsEndPoint relay, CancellationToken cancellation)
    {
        var with = await calls.SendAsync(VaultCalls.RelayLogIn, new RelayLogInRequest(credential, relay.Host), default, cancellation);
        var offered = client.Server.LogInMechanisms;
        var mechanism = (with.Kind == CredentialKind.RefreshToken ? OfTokens : OfPasswords)
            .FirstOrDefault(one => offered.Contains(one) && IsPossible(one, client, with));
        switch (mechanism)
        {
            case null:
                return Failed(offered.Count == 0 ? "the relay offers no login" : $"of what the relay offers ({string.Join(' ', offered)}) nothing may be used with it");
            case "OAUTHBEARER" or "XOAUTH2":
                var minted = await calls.SendAsync(VaultCalls.MintToken, new MintTokenRequest(credential, Purpose, relay.Host), default, cancellation);
                return minted is { Status: MintStatus.Minted, AccessToken: { } token }
                    ? await client.LogInAsync(new BearerClient(with.User, token, relay.Host, relay.Port, mechanism == "XOAUTH2"), cancellation)
                    : Failed($"no access token could be made of it ({WordOf(minted.Status)})");
            case "PLAIN" or "LOGIN":
                var given = await calls.SendAsync(VaultCalls.GivePassword, new GivePasswordRequest(credential, Purpose, relay.Host), default, cancellation);
                using (var sasl = new PasswordClient(with.User, given.Password, mechanism == "LOGIN")) return await client.LogInAsync(sasl, cancellation);
            default:
                return await client.LogInAsync(new ScramClient(with.User, Prover(credential, relay.Host), client.ChannelBinding, mechanism == "SCRAM-SHA-256-PLUS"), cancellation);
        }
    }

    private static bool IsPossible(string mechanism, SmtpClientConnection client, RelayLogInReply with) => mechanism switch
    {
        "SCRAM-SHA-256-PLUS" => client.ChannelBinding is not null,
        "PLAIN" or "LOGIN" => with.MayGivePassword,
        _ => true,
    };

    private ScramProver Prover(string credential, string host) => async (salt, iterations, message, cancellation) =>
    {
        var proof = await calls.SendAsync(VaultCalls.UseCredential, new UseCredentialRequest(credential, Purpose, salt, iterations, message, host), default, cancellation);
        return (proof.ClientProof, proof.ServerSignature);
    };

    private static string WordOf(MintStatus status) => status switch
    {
        MintStatus.Ended => "the service takes the refresh token no more: link it again",
        MintStatus.Refused => "the service refuses the link",
        MintStatus.Unreachable => "the service cannot be reached",
        _ => "the service's answer is not understood",
    };

    private static SmtpFailure Failed(string why) => new(SmtpStage.LogIn, SmtpProblem.LogInFailed, SmtpReply.Of(454, "4.7.0", why));
}
