using System.Security.Cryptography;
using Sekisho.Roles.Calls;

namespace Sekisho.Store.Directory;

/// <summary>
/// The slow derivation, on few threads: it is meant to cost tens of milliseconds of a core, so who can ask for any number
/// at once could stop everything else.
/// </summary>
internal sealed class PasswordDerivation(int iterations) : IDisposable
{
    /// <summary>More that wait than this are refused: they would time out anyway.</summary>
    private const int MostWaiting = 256;

    private readonly SemaphoreSlim _places = new(Math.Max(1, Environment.ProcessorCount / 2));
    private int _waiting;

    /// <summary>A verifier with a new salt; null for a password that cannot be one.</summary>
    public async ValueTask<ScramVerifier?> NewVerifierAsync(string password, CancellationToken cancellation)
    {
        var prepared = SaslPrep.Prepare(password);
        return prepared is null
            ? null
            : await DeriveAsync(prepared, RandomNumberGenerator.GetBytes(ScramVerifier.SaltBytes), iterations, cancellation).ConfigureAwait(false);
    }

    /// <summary>Derives again with the salt and iterations of <paramref name="like"/>.</summary>
    /// <exception cref="CallException">Too many wait already.</exception>
    public ValueTask<ScramVerifier> DeriveAsync(byte[] password, ScramVerifier like, CancellationToken cancellation) =>
        DeriveAsync(password, like.Salt, like.Iterations, cancellation);

    public void Dispose() => _places.Dispose();

    private async ValueTask<ScramVerifier> DeriveAsync(byte[] password, byte[] salt, int count, CancellationToken cancellation)
    {
        try
        {
            if (Interlocked.Increment(ref _waiting) > MostWaiting)
                throw new CallException(CallFailure.Overloaded, "Too many logins at once; try again.");
            await _places.WaitAsync(cancellation).ConfigureAwait(false);
            try
            {
                return await Task.Run(() => ScramVerifier.Derive(password, salt, count), cancellation).ConfigureAwait(false);
            }
            finally
            {
                _places.Release();
            }
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
            CryptographicOperations.ZeroMemory(password);
        }
    }
}
