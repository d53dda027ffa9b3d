using System.Security.Cryptography;
using Sekisho.Identity.Passwords;
using Sekisho.Identity.Scram;
using Sekisho.Roles.Calls;

namespace Sekisho.Store.Directory;

/// <summary>
/// The slow derivation, behind a gate: it is meant to cost tens of milliseconds of a core, so who can ask for any number
/// at once could stop everything else.
/// </summary>
internal sealed class PasswordDerivation(int iterations, TimeProvider clock)
{
    private readonly HashingGate _gate = new(new HashingGateOptions { MostStrangersWaiting = 256, LongestWait = TimeSpan.FromSeconds(30) }, clock);

    /// <summary>A verifier with a new salt; null for a password that cannot be one.</summary>
    public async ValueTask<ScramVerifier?> NewVerifierAsync(string password, CancellationToken cancellation)
    {
        var prepared = PasswordText.Prepare(password);
        return prepared is null
            ? null
            : await DeriveAsync(prepared, RandomNumberGenerator.GetBytes(ScramVerifier.SaltBytes), iterations, cancellation).ConfigureAwait(false);
    }

    /// <summary>Derives again with the salt and iterations of <paramref name="like"/>.</summary>
    /// <exception cref="CallException">Too many wait already.</exception>
    public ValueTask<ScramVerifier> DeriveAsync(byte[] password, ScramVerifier like, CancellationToken cancellation) =>
        DeriveAsync(password, like.Salt, like.Iterations, cancellation);

    private async ValueTask<ScramVerifier> DeriveAsync(byte[] password, byte[] salt, int count, CancellationToken cancellation)
    {
        try
        {
            var (busy, verifier) = await _gate.RunAsync(HashingLane.Stranger, () => ScramVerifier.Derive(password, salt, count), cancellation).ConfigureAwait(false);
            return busy ? throw new CallException(CallFailure.Overloaded, "Too many logins at once; try again.") : verifier!;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(password);
        }
    }
}
