using System.Security.Cryptography;
using System.Text;

namespace Sekisho.Store.Directory;

/// <summary>Checks the client's proof of SCRAM-SHA-256 and gives the server's (RFC 5802 §3, RFC 7677).</summary>
internal sealed class FinishScram(FindVerifier verifiers)
{
    public async ValueTask<LogInReply> HandleAsync(ScramFinishRequest request, CancellationToken cancellation)
    {
        var (account, verifier) = await verifiers.ByAddressAsync(request.Address, cancellation).ConfigureAwait(false);
        var proof = new byte[SHA256.HashSizeInBytes];
        var decoded = Convert.TryFromBase64String(request.ClientProof, proof, out var length) && length == proof.Length;
        var message = Encoding.UTF8.GetBytes(request.AuthMessage);
        // The same work for everybody, then one decision.
        var accepted = verifier.Accepts(message, proof);
        return accepted && decoded && account is not null
            ? new LogInReply(account, Convert.ToBase64String(verifier.ServerSignature(message)))
            : new LogInReply(null);
    }
}
