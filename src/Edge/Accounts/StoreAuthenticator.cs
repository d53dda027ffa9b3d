using Microsoft.Extensions.Logging;
using Sekisho.Roles.Calls;
using Sekisho.Smtp.Server;
using Sekisho.Store;
using Sekisho.Store.Directory;

namespace Sekisho.Edge.Accounts;

/// <summary>Asks the store about logins; no verifier ever comes here.</summary>
internal sealed class StoreAuthenticator(ICallClient calls, ILogger logger) : ISmtpAuthenticator
{
    public ValueTask<LogInOutcome> LogInAsync(SessionInfo session, string user, string password, CancellationToken cancellation) =>
        CheckAsync(session, StoreCalls.LogIn, new LogInRequest(user, password), cancellation);

    public async ValueTask<ScramChallenge?> StartScramAsync(SessionInfo session, string user, CancellationToken cancellation)
    {
        try
        {
            var reply = await calls.SendAsync(StoreCalls.ScramStart, new ScramStartRequest(user), default, cancellation);
            return new ScramChallenge(reply.Salt, reply.Iterations);
        }
        catch (CallException exception)
        {
            Log.LogInNotChecked(logger, exception.Failure, exception);
            return null;
        }
    }

    public ValueTask<LogInOutcome> FinishScramAsync(SessionInfo session, string user, string authMessage, string clientProof, CancellationToken cancellation) =>
        CheckAsync(session, StoreCalls.ScramFinish, new ScramFinishRequest(user, authMessage, clientProof), cancellation);

    private async ValueTask<LogInOutcome> CheckAsync<TRequest>(
        SessionInfo session, Call<TRequest, LogInReply> call, TRequest request, CancellationToken cancellation)
    {
        try
        {
            var reply = await calls.SendAsync(call, request, default, cancellation);
            if (reply.Account is null)
            {
                Log.LogInRefused(logger, session.Remote?.ToString() ?? "");
                return LogInOutcome.Refused;
            }

            Log.LoggedIn(logger, session.Remote?.ToString() ?? "", reply.Account);
            return LogInOutcome.Good(reply.Account, reply.ServerSignature);
        }
        catch (CallException exception)
        {
            Log.LogInNotChecked(logger, exception.Failure, exception);
            return LogInOutcome.Unavailable;
        }
    }
}
