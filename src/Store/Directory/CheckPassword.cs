using System.Security.Cryptography;
using Sekisho.Identity.Passwords;

namespace Sekisho.Store.Directory;

/// <summary>SASL PLAIN and LOGIN: derives from the password and compares. A user who does not exist costs the same time.</summary>
internal sealed class CheckPassword(FindVerifier verifiers, PasswordDerivation derivation)
{
    public async ValueTask<LogInReply> HandleAsync(LogInRequest request, CancellationToken cancellation)
    {
        var (account, verifier) = await verifiers.ByAddressAsync(request.Address, cancellation).ConfigureAwait(false);
        var password = PasswordText.Prepare(request.Password);
        if (password is null) return new LogInReply(null);
        var derived = await derivation.DeriveAsync(password, verifier, cancellation).ConfigureAwait(false);
        var good = CryptographicOperations.FixedTimeEquals(derived.StoredKey, verifier.StoredKey);
        return new LogInReply(good ? account : null);
    }
}
