namespace Sekisho.Store.Directory;

/// <summary>The salt and the iterations of SCRAM's first server message (RFC 5802 §5.1).</summary>
internal sealed class StartScram(FindVerifier verifiers)
{
    public async ValueTask<ScramStartReply> HandleAsync(ScramStartRequest request, CancellationToken cancellation)
    {
        var (_, verifier) = await verifiers.ByAddressAsync(request.Address, cancellation).ConfigureAwait(false);
        return new ScramStartReply(Convert.ToBase64String(verifier.Salt), verifier.Iterations);
    }
}
