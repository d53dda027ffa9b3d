using System.Globalization;
using System.Text;
using Sekisho.MailAuth.Dkim;
using Sekisho.MailAuth.Headers;
using Sekisho.MailAuth.Signing;

namespace Sekisho.MailAuth.Arc;

/// <summary>Seals a message that is passed on (RFC 8617 §5.1): makes the three fields that are put before all others.</summary>
/// <param name="signer">The holder of the key.</param>
/// <param name="clock">The clock of t=.</param>
public sealed class ArcSealer(IDkimSigner signer, TimeProvider clock)
{
    private static readonly DkimOptions Options = new();

    /// <summary>Makes the next set of a message.</summary>
    /// <param name="message">The whole message, as it will be sent.</param>
    /// <param name="sealing">How, and what we found.</param>
    /// <param name="cancellation">Ends the wait for the holder of the key.</param>
    /// <returns>
    /// The fields with their line ends; null where none may be added: the chain is sealed as failed already (RFC 8617
    /// §5.1.2), has 50 sets, cannot be judged for now (temperror), or the header exceeds a limit.
    /// </returns>
    /// <exception cref="ArgumentException">Domain or selector is no domain name: a bug of the caller.</exception>
    public async ValueTask<byte[]?> SealAsync(ReadOnlyMemory<byte> message, ArcSealing sealing, CancellationToken cancellation = default) =>
        SignableMessage.Read(message) is { } signable ? await SealAsync(signable, sealing, cancellation) : null;

    /// <summary>Makes the next set of a message whose body has been hashed already.</summary>
    /// <param name="message">The message, as it will be sent.</param>
    /// <param name="sealing">How, and what we found.</param>
    /// <param name="cancellation">Ends the wait for the holder of the key.</param>
    /// <returns>The fields with their line ends; null where none may be added.</returns>
    /// <exception cref="ArgumentException">Domain or selector is no domain name: a bug of the caller.</exception>
    public async ValueTask<byte[]?> SealAsync(SignableMessage message, ArcSealing sealing, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(message);
        ArgumentNullException.ThrowIfNull(sealing);
        if (!DomainText.TryNormalize(sealing.Domain, out var domain) || !DomainText.TryNormalize(sealing.Selector, out var selector)) throw new ArgumentException("Domain and selector must be domain names.", nameof(sealing));
        var outcome = sealing.Chain;
        if (outcome.Result == AuthResult.TempError || outcome.Problem == ArcProblem.SealedAsFailed || outcome.LastInstance >= ArcFields.MaxInstances) return null;
        var header = message.Fields;
        if (header.IndexesOf("from").Count == 0) return null;
        var chainValue = outcome.Result switch { AuthResult.None => "none", AuthResult.Pass => "pass", _ => "fail" };
        var instance = (outcome.LastInstance + 1).ToString(CultureInfo.InvariantCulture);
        var time = clock.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var results = Encoding.UTF8.GetBytes($"ARC-Authentication-Results: i={instance}; {sealing.Results}\r\n");

        var check = new SignatureCheck(header, new DkimKeyReader(), null, Options);
        var names = DkimMessageSigner.NamesOf(header, sealing.Fields, []);
        var signature = await DkimMessageSigner.SealAsync(
            "ARC-Message-Signature",
            [
                ("i", instance), ("a", DkimMessageSigner.AlgorithmName(signer.Algorithm)), ("c", "relaxed/relaxed"), ("d", domain), ("s", selector), ("t", time),
                ("h", string.Join(':', names)), ("bh", Convert.ToBase64String(message.HashOfBody(relaxed: true))), ("b", ""),
            ],
            output => check.WriteSigned(output, names, relaxed: true), relaxed: true, signer, cancellation);

        var chain = ArcFields.Read(header);
        var seal = await DkimMessageSigner.SealAsync(
            "ARC-Seal",
            [("i", instance), ("a", DkimMessageSigner.AlgorithmName(signer.Algorithm)), ("cv", chainValue), ("d", domain), ("s", selector), ("t", time), ("b", "")],
            output =>
            {
                // RFC 8617 §5.1.2: a seal over a broken chain covers its own set only.
                if (chainValue == "pass") ArcVerifier.WriteSets(output, chain, 1, outcome.LastInstance);
                foreach (var field in new[] { results, signature })
                {
                    var own = MessageFields.Read(field, int.MaxValue, 1);
                    HeaderCanonicalization.Write(output, own, own.Fields[0], relaxed: true);
                }
            },
            relaxed: true, signer, cancellation);
        return [.. seal, .. signature, .. results];
    }
}
