using System.Buffers;
using System.Security.Cryptography;
using Sekisho.Dns;
using Sekisho.Kernel.Cryptography;
using Sekisho.MailAuth.Dkim;
using Sekisho.MailAuth.Headers;
using Sekisho.Mime;

namespace Sekisho.MailAuth.Arc;

/// <summary>
/// Validates a chain (RFC 8617 §5.2): its structure, the newest message signature and every seal. A pass says that the
/// sealers said what they say, not that it is true. Of the older message signatures none is checked: they do not decide.
/// </summary>
/// <param name="resolver">Where keys are looked up.</param>
/// <param name="clock">The clock of x= and the deadline.</param>
/// <param name="ed25519">Ed25519, or null where the system has none.</param>
/// <param name="options">Null for the defaults.</param>
public sealed class ArcVerifier(IDnsResolver resolver, TimeProvider clock, IEd25519? ed25519, DkimOptions? options = null)
{
    private readonly DkimOptions _options = options ?? new DkimOptions();
    private readonly DkimKeyReader _keys = new();

    /// <summary>Validates the chain of a message.</summary>
    /// <param name="message">The whole message; lines may end with LF alone, which counts as CRLF.</param>
    /// <param name="cancellation">Ends the wait of the caller.</param>
    /// <exception cref="OperationCanceledException">Only when <paramref name="cancellation"/> was asked for.</exception>
    public ValueTask<ArcOutcome> VerifyAsync(ReadOnlyMemory<byte> message, CancellationToken cancellation = default) =>
        VerifyAsync(MessageFields.Read(message, _options.MaxHeaderBytes, _options.MaxFields), cancellation);

    internal async ValueTask<ArcOutcome> VerifyAsync(MessageFields header, CancellationToken cancellation)
    {
        var chain = ArcFields.Read(header);
        if (chain is { Last: 0, Problem: ArcProblem.None }) return new ArcOutcome { Result = AuthResult.None };
        var failed = new ArcOutcome { Result = AuthResult.Fail, LastInstance = chain.Last };
        if (header.IsTooLarge) return failed with { Problem = ArcProblem.HeaderTooLarge, Detail = $"The header has more than {_options.MaxHeaderBytes} bytes or {_options.MaxFields} fields." };
        if (chain.Problem != ArcProblem.None) return failed with { Problem = chain.Problem, Detail = chain.Detail };

        var seals = new List<ArcSeal>();
        for (var instance = 1; instance <= chain.Last; instance++)
        {
            if (ArcSeal.Read(header.ValueOf(chain.Seal(instance)), _options, out var problem) is not { } seal)
                return failed with { Problem = ArcProblem.BadSyntax, Detail = $"The seal of set {instance} cannot be read: {problem}." };
            seals.Add(seal);
        }

        failed = failed with { Sets = [.. seals.Select((seal, i) => new ArcSet(i + 1, seal.Signature.Domain, seal.Signature.Selector, seal.ChainValue, ResultsOf(chain, i + 1)))] };
        // RFC 8617 §5.2 step 2, then step 3.
        if (seals[^1].ChainValue == "fail") return failed with { Problem = ArcProblem.SealedAsFailed, Detail = $"The sealer of set {chain.Last} says that the chain is broken." };
        for (var i = 0; i < seals.Count; i++)
        {
            if (seals[i].ChainValue != (i == 0 ? "none" : "pass")) return failed with { Problem = ArcProblem.BadChainValue, Detail = $"cv={seals[i].ChainValue} in set {i + 1}." };
        }

        return await CheckAsync(chain, seals, failed, cancellation);
    }

    private async ValueTask<ArcOutcome> CheckAsync(ArcFields chain, List<ArcSeal> seals, ArcOutcome failed, CancellationToken cancellation)
    {
        var header = chain.Header;
        var own = chain.Signature(chain.Last);
        var signature = DkimSignatureReader.Read(header.ValueOf(own), _options, arc: true, out var flaw);
        if (flaw is null && signature.ExpiresAt <= clock.GetUtcNow()) flaw = new DkimFlaw(DkimProblem.Expired, "It has ended.");
        if (flaw is not null) return failed with { Problem = ArcProblem.MessageSignatureFails, Detail = flaw.Detail };

        var lookup = new KeyLookup(resolver, clock, _options);
        await lookup.AskAsync(seals.Select(seal => seal.Signature.KeyName).Append(signature.KeyName), cancellation);
        var check = new SignatureCheck(header, _keys, ed25519, _options);
        flaw = CheckMessage(check, signature, own, lookup);
        // RFC 6376 §3.5: without c= both forms are simple. Sealers that leave it out mean relaxed; with either the key's owner has signed it.
        if (flaw is not null && !signature.HasForm && CheckMessage(check, signature with { RelaxedHeader = true, RelaxedBody = true }, own, lookup) is null) flaw = null;
        if (flaw is not null) return Ended(failed, ArcProblem.MessageSignatureFails, flaw, chain.Last);
        for (var instance = chain.Last; instance >= 1; instance--)
        {
            cancellation.ThrowIfCancellationRequested();
            var seal = seals[instance - 1].Signature;
            var records = lookup.RecordsOf(seal.KeyName, out flaw);
            flaw ??= check.CheckKey(seal, records, SealHash(chain, instance), out _);
            if (flaw is not null) return Ended(failed, ArcProblem.SealFails, flaw, instance);
        }

        return failed with { Result = AuthResult.Pass, Detail = signature.Fields.Contains("from", StringComparer.Ordinal) ? null : "The newest message signature does not cover From." };
    }

    private static DkimFlaw? CheckMessage(SignatureCheck check, DkimSignature signature, RawField own, KeyLookup lookup)
    {
        var records = lookup.RecordsOf(signature.KeyName, out var flaw);
        flaw ??= check.CheckKey(signature, records, check.HeaderHash(signature, own), out _);
        if (flaw is not null) return flaw;
        flaw = check.CheckBody(signature, out var digest);
        // l= covers the beginning only: the rest may be anyone's.
        return flaw is null && digest.HashedBytes < digest.CanonicalBytes ? new DkimFlaw(DkimProblem.BodyNotCovered, "l= leaves out a part of the body.") : flaw;
    }

    private static ArcOutcome Ended(ArcOutcome failed, ArcProblem problem, DkimFlaw flaw, int instance) => flaw.Problem == DkimProblem.DnsFailure
        ? failed with { Result = AuthResult.TempError, Problem = ArcProblem.DnsFailure, Detail = flaw.Detail }
        : failed with { Problem = problem, Detail = $"Set {instance}: {flaw.Detail}" };

    /// <summary>The hash that a seal signs: all sets up to its own, in relaxed form (RFC 8617 §5.1.1).</summary>
    private static byte[] SealHash(ArcFields chain, int last)
    {
        var output = new ArrayBufferWriter<byte>(4096);
        WriteSets(output, chain, 1, last - 1);
        HeaderCanonicalization.Write(output, chain.Header, chain.Results(last), relaxed: true);
        HeaderCanonicalization.Write(output, chain.Header, chain.Signature(last), relaxed: true);
        HeaderCanonicalization.Write(output, chain.Header, chain.Seal(last), relaxed: true, last: true, emptyTag: (byte)'b');
        return SHA256.HashData(output.WrittenSpan);
    }

    internal static void WriteSets(ArrayBufferWriter<byte> output, ArcFields chain, int first, int last)
    {
        for (var instance = first; instance <= last; instance++)
        {
            HeaderCanonicalization.Write(output, chain.Header, chain.Results(instance), relaxed: true);
            HeaderCanonicalization.Write(output, chain.Header, chain.Signature(instance), relaxed: true);
            HeaderCanonicalization.Write(output, chain.Header, chain.Seal(instance), relaxed: true);
        }
    }

    private static string ResultsOf(ArcFields chain, int instance)
    {
        const int maxChars = 4000;
        var text = HeaderValue.Unfold(chain.Header.ValueOf(chain.Results(instance)));
        text = text[(text.IndexOf(';', StringComparison.Ordinal) + 1)..].Trim();
        return text.Length > maxChars ? text[..maxChars] : text;
    }
}
