using Sekisho.Dns;
using Sekisho.MailAuth;
using Sekisho.MailAuth.Dkim;
using Sekisho.Output;

namespace Sekisho.Commands.Auth;

/// <summary>Are the signatures of messages right?</summary>
internal sealed class AuthDkimCommand(Surroundings surroundings)
    : AuthFilesCommand<DkimItem>("dkim", "Verify the DKIM signatures (RFC 6376, RFC 8301, RFC 8463) of messages.", surroundings)
{
    /// <inheritdoc/>
    public override IReadOnlyList<JsonField> Fields =>
    [
        new("file", "the file; lines come in the order of the files"),
        new("result", "the best of the signatures' results: pass where one passes; none without signatures; absent with an error"),
        new("signatureCount", "how many signatures the message has; absent with an error"),
        new("signatures[]", "result, problem, detail, domain, selector, identity, algorithm, keyBits, weakKey, testing, verifies (the mathematics are right, whatever the result), bodyLimit, uncoveredBodyBytes, signedFields[], unsignedFields[], signedAt, expiresAt; absent with an error"),
        new("error", "why it could not be read; absent otherwise"),
    ];

    /// <inheritdoc/>
    protected override Func<string, byte[], CancellationToken, Task<DkimItem>> Checker(IDnsResolver resolver)
    {
        var verifier = new DkimVerifier(resolver, Surroundings.Clock, AuthWord.Ed25519());
        return async (file, content, cancellation) =>
        {
            var outcome = await verifier.VerifyAsync(content, cancellation);
            return new DkimItem { File = file, Result = outcome.Result.Word(), SignatureCount = outcome.SignatureCount, Signatures = [.. outcome.Signatures.Select(DkimSignatureItem.Of)] };
        };
    }

    /// <inheritdoc/>
    protected override DkimItem OfError(string file, string error) => new() { File = file, Error = error };

    /// <inheritdoc/>
    protected override void Write(CommandOutput output, DkimItem item)
    {
        if (output.Json) output.WriteJson(item, ProgramJson.Default.DkimItem);
        else if (item.Error is not null) output.WriteLine($"{item.File}: error: {item.Error}");
        else output.WriteLine($"{item.File}: {item.Result}{string.Concat(item.Signatures!.Select(one => $"; {one.Result} {one.Domain} ({one.Selector}{(one.WeakKey ? ", weak key" : "")}){(one.Detail is null ? "" : $": {one.Detail}")}"))}");
    }
}
