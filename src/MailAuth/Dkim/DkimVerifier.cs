using System.Text;
using Sekisho.Dns;
using Sekisho.Kernel.Cryptography;
using Sekisho.MailAuth.Headers;

namespace Sekisho.MailAuth.Dkim;

/// <summary>
/// Verifies DKIM signatures (RFC 6376, RFC 8301, RFC 8463). Safe for many messages at once; keys that were read are kept.
/// Whatever message and DNS say, it ends with results and never with an exception.
/// </summary>
/// <param name="resolver">Where keys are looked up.</param>
/// <param name="clock">The clock of t=, x= and the deadline.</param>
/// <param name="ed25519">Ed25519, or null where the system has none: such signatures are neutral then.</param>
/// <param name="options">Null for the defaults.</param>
public sealed class DkimVerifier(IDnsResolver resolver, TimeProvider clock, IEd25519? ed25519, DkimOptions? options = null)
{
    // What people see or software acts on: more of these than were signed can be added without breaking the signature.
    private static readonly string[] Shown = ["from", "sender", "reply-to", "to", "cc", "subject", "date", "message-id", "content-type", "content-transfer-encoding", "mime-version"];

    private readonly DkimOptions _options = options ?? new DkimOptions();
    private readonly DkimKeyReader _keys = new();

    /// <summary>Verifies the signatures of a message.</summary>
    /// <param name="message">The whole message; lines may end with LF alone, which counts as CRLF.</param>
    /// <param name="cancellation">Ends the wait of the caller.</param>
    /// <exception cref="OperationCanceledException">Only when <paramref name="cancellation"/> was asked for.</exception>
    public ValueTask<DkimOutcome> VerifyAsync(ReadOnlyMemory<byte> message, CancellationToken cancellation = default) =>
        VerifyAsync(MessageFields.Read(message, _options.MaxHeaderBytes, _options.MaxFields), cancellation);

    internal async ValueTask<DkimOutcome> VerifyAsync(MessageFields fields, CancellationToken cancellation)
    {
        var places = fields.IndexesOf("DKIM-Signature");
        if (places.Count == 0) return new DkimOutcome { Result = AuthResult.None };
        var read = places.Take(_options.MaxSignatures).Select(place => Read(fields, fields.Fields[place])).ToList();
        var lookup = new KeyLookup(resolver, clock, _options);
        await lookup.AskAsync(read.Where(one => one.Flaw is null).Select(one => one.Signature.KeyName), cancellation);

        var check = new SignatureCheck(fields, _keys, ed25519, _options);
        var outcomes = new List<DkimSignatureOutcome>();
        foreach (var (signature, own, flaw) in read)
        {
            cancellation.ThrowIfCancellationRequested();
            outcomes.Add(flaw is null ? Verify(check, fields, signature, own, lookup) : Outcome(fields, signature, flaw));
        }

        if (places.Count > read.Count)
            outcomes.Add(Outcome(fields, new DkimSignature(), new DkimFlaw(DkimProblem.TooManySignatures, $"The message has {places.Count} signatures; the first {read.Count} were verified.")));
        return new DkimOutcome { Result = DkimOutcome.Best(outcomes), Signatures = outcomes, SignatureCount = places.Count };
    }

    private (DkimSignature Signature, RawField Own, DkimFlaw? Flaw) Read(MessageFields fields, RawField own)
    {
        var signature = DkimSignatureReader.Read(fields.ValueOf(own), _options, arc: false, out var flaw);
        if (fields.IsTooLarge) flaw = new DkimFlaw(DkimProblem.HeaderTooLarge, $"The header has more than {_options.MaxHeaderBytes} bytes or {_options.MaxFields} fields.");
        return (signature, own, flaw ?? CheckTimes(signature));
    }

    private DkimFlaw? CheckTimes(DkimSignature signature)
    {
        var now = clock.GetUtcNow();
        if (signature.ExpiresAt <= now) return new DkimFlaw(DkimProblem.Expired, $"The signature ended at {signature.ExpiresAt:u}.");
        return signature.SignedAt > now + _options.MaxClockDifference ? new DkimFlaw(DkimProblem.FromTheFuture, $"The signature says that it was made at {signature.SignedAt:u}.") : null;
    }

    private DkimSignatureOutcome Verify(SignatureCheck check, MessageFields fields, DkimSignature signature, RawField own, KeyLookup lookup)
    {
        var records = lookup.RecordsOf(signature.KeyName, out var flaw);
        if (flaw is not null) return Outcome(fields, signature, flaw);
        var keyFlaw = check.CheckKey(signature, records, check.HeaderHash(signature, own), out var key);
        // A key that cannot count is said first, then a changed body, then a changed header.
        flaw = keyFlaw is { Problem: not DkimProblem.SignatureDiffers } ? keyFlaw : check.CheckBody(signature, out _) ?? keyFlaw;
        var uncovered = 0L;
        if (flaw is null)
        {
            _ = check.CheckBody(signature, out var digest);
            uncovered = digest.CanonicalBytes - digest.HashedBytes;
        }

        var verifies = flaw is null;
        // RFC 6376 §3.6.1 t=s.
        if (flaw is null && key!.ForbidsSubdomains && !signature.Identity.EndsWith("@" + signature.Domain, StringComparison.Ordinal))
            flaw = new DkimFlaw(DkimProblem.IdentityOutsideDomain, "i= is below d=, which the key forbids.");
        if (flaw is null && uncovered > 0 && !_options.AcceptPartialBody)
            flaw = new DkimFlaw(DkimProblem.BodyNotCovered, $"l= leaves out {uncovered} bytes of the body, which anyone may have added.");
        return Outcome(fields, signature, flaw) with
        {
            Verifies = verifies,
            KeyBits = key?.PublicKey.Bits ?? 0,
            IsWeakKey = key?.PublicKey.IsWeak ?? false,
            IsTesting = key?.IsTesting ?? false,
            UncoveredBodyBytes = uncovered,
        };
    }

    private static DkimSignatureOutcome Outcome(MessageFields fields, DkimSignature signature, DkimFlaw? flaw) => new()
    {
        Result = flaw?.Result ?? AuthResult.Pass,
        Problem = flaw?.Problem ?? DkimProblem.None,
        Detail = flaw?.Detail,
        Domain = signature.Domain,
        Selector = signature.Selector,
        Identity = signature.Identity,
        Algorithm = Ascii.IsValid(signature.Algorithm) && signature.Algorithm.Length < 40 ? signature.Algorithm : "",
        SignatureStart = signature.SignatureText.Length > 8 ? signature.SignatureText[..8] : signature.SignatureText,
        HasBodyLimit = signature.BodyLimit is not null,
        SignedFields = signature.Fields,
        UnsignedFields = signature.Fields.Count == 0 ? [] : [.. Shown.Where(name => fields.IndexesOf(name).Count > signature.Fields.Count(signed => signed == name))],
        SignedAt = signature.SignedAt,
        ExpiresAt = signature.ExpiresAt,
    };
}
