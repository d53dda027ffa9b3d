using System.Buffers;
using System.Security.Cryptography;
using Sekisho.Kernel.Cryptography;
using Sekisho.MailAuth.Headers;

namespace Sekisho.MailAuth.Dkim;

/// <summary>The calculations over one message (RFC 6376 §3.7, §6.1.3). A body hash is made once for each canonical form and limit.</summary>
internal sealed class SignatureCheck(MessageFields fields, DkimKeyReader keys, IEd25519? ed25519, DkimOptions options)
{
    private readonly Dictionary<(bool Relaxed, long? Limit), BodyDigest> _bodies = [];

    /// <summary>Whether the body is what was signed.</summary>
    public DkimFlaw? CheckBody(DkimSignature signature, out BodyDigest digest)
    {
        digest = Body(signature.RelaxedBody, signature.BodyLimit);
        if (signature.BodyLimit > digest.CanonicalBytes) return new DkimFlaw(DkimProblem.BodyTooShort, $"l= is {signature.BodyLimit}, the body has {digest.CanonicalBytes} bytes.");
        return digest.Hash.AsSpan().SequenceEqual(signature.BodyHash) ? null : new DkimFlaw(DkimProblem.BodyDiffers, "The hash of the body is not the signed one.");
    }

    /// <summary>Whether a key among the records made the signature.</summary>
    /// <param name="signature">The signature.</param>
    /// <param name="records">The key records.</param>
    /// <param name="hash">The hash that was signed.</param>
    /// <param name="key">The key that made it, or else the last that could be read.</param>
    public DkimFlaw? CheckKey(DkimSignature signature, IReadOnlyList<string> records, ReadOnlySpan<byte> hash, out DkimKey? key)
    {
        key = null;
        if (signature.Method == DkimAlgorithm.Ed25519Sha256 && ed25519 is null) return new DkimFlaw(DkimProblem.NoEd25519, "This system has no Ed25519.");
        DkimFlaw? flaw = null;
        foreach (var record in records)
        {
            if (keys.Read(record, signature.Method, options, out var bad) is not { } read)
            {
                flaw ??= bad;
                continue;
            }

            key = read;
            if (read.PublicKey.Verify(hash, signature.Signature, ed25519)) return null;
            flaw = new DkimFlaw(DkimProblem.SignatureDiffers, "The signature does not belong to this header and key.");
        }

        return flaw;
    }

    /// <summary>The hash of the signed fields and of the signature's own field (RFC 6376 §3.7).</summary>
    public byte[] HeaderHash(DkimSignature signature, RawField own)
    {
        var output = new ArrayBufferWriter<byte>(4096);
        WriteSigned(output, signature.Fields, signature.RelaxedHeader);
        HeaderCanonicalization.Write(output, fields, own, signature.RelaxedHeader, last: true, emptyTag: (byte)'b');
        return SHA256.HashData(output.WrittenSpan);
    }

    /// <summary>Writes the fields that h= names: for each mention the next field of that name from the bottom, nothing where there is none left (RFC 6376 §5.4.2).</summary>
    public void WriteSigned(ArrayBufferWriter<byte> output, IReadOnlyList<string> names, bool relaxed)
    {
        var used = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var name in names)
        {
            var count = used.GetValueOrDefault(name);
            used[name] = count + 1;
            var all = fields.IndexesOf(name);
            if (count < all.Count) HeaderCanonicalization.Write(output, fields, fields.Fields[all[all.Count - 1 - count]], relaxed);
        }
    }

    /// <summary>The hash of the body in one form.</summary>
    public BodyDigest Body(bool relaxed, long? limit)
    {
        if (!_bodies.TryGetValue((relaxed, limit), out var digest)) _bodies[(relaxed, limit)] = digest = BodyHash.Compute(fields.Body.Span, relaxed, limit);
        return digest;
    }
}
