namespace Sekisho.Smtp.Server;

/// <summary>Checks logins. Called under TLS only; the session counts failures and slows them down.</summary>
public interface ISmtpAuthenticator
{
    /// <summary>Checks a password (SASL PLAIN, RFC 4616, and LOGIN).</summary>
    ValueTask<LogInOutcome> LogInAsync(SessionInfo session, string user, string password, CancellationToken cancellation);

    /// <summary>
    /// Salt and iterations for the server's first message (RFC 5802 §5.1), for an unknown user too; null when the
    /// answer cannot be had now.
    /// </summary>
    ValueTask<ScramChallenge?> StartScramAsync(SessionInfo session, string user, CancellationToken cancellation);

    /// <summary>Checks the client's proof (RFC 5802 §3).</summary>
    /// <param name="session">Who logs in.</param>
    /// <param name="user">The user name of the client's first message.</param>
    /// <param name="authMessage">The AuthMessage.</param>
    /// <param name="clientProof">The proof, base64.</param>
    /// <param name="cancellation">Set when the session is to end at once.</param>
    ValueTask<LogInOutcome> FinishScramAsync(SessionInfo session, string user, string authMessage, string clientProof, CancellationToken cancellation);
}
