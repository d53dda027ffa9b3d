using System.Net;
using System.Security.Cryptography;
using Microsoft.Extensions.Logging;
using Sekisho.Identity.Throttling;

namespace Sekisho.Vault.LogIn;

/// <summary>Slows guessing down, and tells what it notices.</summary>
internal sealed class LoginGate(TimeProvider clock, ILogger log)
{
    // Only for this run: known networks are not stored.
    private readonly LoginThrottle _throttle = new(new ThrottleOptions(), clock, RandomNumberGenerator.GetBytes(LoginThrottle.HashKeyBytes));

    public static LoginAttempt AttemptOf(LogInSubject subject, string? client) => new()
    {
        Account = subject.Typed,
        Address = IPAddress.TryParse(client, out var address) ? address : IPAddress.None,
    };

    public ThrottleDecision Begin(LoginAttempt attempt)
    {
        var decision = _throttle.Begin(attempt);
        if (decision.Alarm != ThrottleAlarm.None) Log.LoginAttack(log, decision.Alarm);
        return decision;
    }

    public void Succeeded(LoginAttempt attempt, ThrottleDecision decision) => _throttle.Succeeded(attempt, decision);

    public void Abandoned(LoginAttempt attempt, ThrottleDecision decision) => _throttle.Abandoned(attempt, decision);

    public static LogInReply Throttled(ThrottleDecision decision, TimeProvider clock) => new()
    {
        Result = LogInResult.Throttled,
        RetryAfterSeconds = (int)Math.Clamp(Math.Ceiling((decision.Until - clock.GetUtcNow()).TotalSeconds), 1, 3600),
    };
}
