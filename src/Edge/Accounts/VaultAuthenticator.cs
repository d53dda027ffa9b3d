using Microsoft.Extensions.Logging;
using Sekisho.Roles.Calls;
using Sekisho.Smtp.Server;
using Sekisho.Vault;
using Sekisho.Vault.LogIn;

namespace Sekisho.Edge.Accounts;

/// <summary>Asks the vault about logins; no verifier ever comes here.</summary>
internal sealed class VaultAuthenticator(ICallClient calls, ILogger logger) : ISmtpAuthenticator
{
    public ValueTask<LogInOutcome> LogInAsync(SessionInfo session, string user, string password, CancellationToken cancellation) =>
        CheckAsync(session, VaultCalls.LogIn, new LogInRequest(user, password, ClientOf(session)), cancellation);

    public async ValueTask<ScramChallenge?> StartScramAsync(SessionInfo session, string user, CancellationToken cancellation)
    {
        try
        {
            var reply = await calls.SendAsync(VaultCalls.ScramStart, new ScramStartRequest(user, ClientOf(session)), default, cancellation);
            return new ScramChallenge(reply.Salt, reply.Iterations);
        }
        catch (CallException exception)
        {
            Log.LogInNotChecked(logger, exception.Failure, exception);
            return null;
        }
    }

    public ValueTask<LogInOutcome> FinishScramAsync(SessionInfo session, string user, string authMessage, string clientProof, CancellationToken cancellation) =>
        CheckAsync(session, VaultCalls.ScramFinish, new ScramFinishRequest(user, authMessage, clientProof, ClientOf(session)), cancellation);

    private static string? ClientOf(SessionInfo session) => session.Remote?.Address.ToString();

    private async ValueTask<LogInOutcome> CheckAsync<TRequest>(
        SessionInfo session, Call<TRequest, LogInReply> call, TRequest request, CancellationToken cancellation)
    {
        try
        {
            var reply = await calls.SendAsync(call, request, default, cancellation);
            if (reply.Result != LogInResult.Granted || reply.Account is null)
            {
                Log.LogInRefused(logger, session.Remote?.ToString() ?? "");
                return LogInOutcome.Refused;
            }

            Log.LoggedIn(logger, session.Remote?.ToString() ?? "");
            return LogInOutcome.Good(reply.Account, reply.ServerSignature);
        }
        catch (CallException exception)
        {
            Log.LogInNotChecked(logger, exception.Failure, exception);
            return LogInOutcome.Unavailable;
        }
    }
}
