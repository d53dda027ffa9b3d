using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Sekisho.MailAuth.Headers;
using Sekisho.MailAuth.Signing;

namespace Sekisho.MailAuth.Dkim;

/// <summary>Signs messages (RFC 6376 §5, RFC 8463): makes the field that is put before all others.</summary>
/// <param name="signer">The holder of the key.</param>
/// <param name="clock">The clock of t= and x=.</param>
public sealed class DkimMessageSigner(IDkimSigner signer, TimeProvider clock)
{
    private static readonly DkimOptions Options = new();

    /// <summary>Makes the DKIM-Signature field of a message.</summary>
    /// <param name="message">The whole message, as it will be sent; lines that end with LF alone count as CRLF.</param>
    /// <param name="signing">How.</param>
    /// <param name="cancellation">Ends the wait for the holder of the key.</param>
    /// <returns>The field with its CRLF, ASCII; null where the header exceeds the limits of verification or has no From, so that no signature could pass.</returns>
    /// <exception cref="ArgumentException">Domain or selector is no domain name: a bug of the caller.</exception>
    public async ValueTask<byte[]?> SignAsync(ReadOnlyMemory<byte> message, DkimSigning signing, CancellationToken cancellation = default) =>
        SignableMessage.Read(message) is { } signable ? await SignAsync(signable, signing, cancellation) : null;

    /// <summary>Makes the DKIM-Signature field of a message whose body has been hashed already.</summary>
    /// <param name="message">The message; one that was read from a stream is signed in relaxed form only.</param>
    /// <param name="signing">How.</param>
    /// <param name="cancellation">Ends the wait for the holder of the key.</param>
    /// <returns>The field with its CRLF, ASCII; null where the message has no From, so that no signature could pass.</returns>
    /// <exception cref="ArgumentException">Domain or selector is no domain name, or the form cannot be had: a bug of the caller.</exception>
    public async ValueTask<byte[]?> SignAsync(SignableMessage message, DkimSigning signing, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(message);
        ArgumentNullException.ThrowIfNull(signing);
        if (!DomainText.TryNormalize(signing.Domain, out var domain) || !DomainText.TryNormalize(signing.Selector, out var selector)) throw new ArgumentException("Domain and selector must be domain names.", nameof(signing));
        var fields = message.Fields;
        if (fields.IndexesOf("from").Count == 0) return null;
        var names = NamesOf(fields, signing.Fields, [.. signing.OverSigned, .. signing.OverSignedWherePresent.Where(name => fields.IndexesOf(name).Count > 0)]);
        var check = new SignatureCheck(fields, new DkimKeyReader(), null, Options);
        var now = clock.GetUtcNow().ToUnixTimeSeconds();
        var tags = new List<(string, string)>
        {
            ("v", "1"),
            ("a", AlgorithmName(signer.Algorithm)),
            ("c", $"{FormName(signing.RelaxedHeader)}/{FormName(signing.RelaxedBody)}"),
            ("d", domain),
            ("s", selector),
        };
        if (signing.Identity is { } identity) tags.Add(("i", Quoted(identity)));
        tags.Add(("t", now.ToString(CultureInfo.InvariantCulture)));
        if (signing.Lifetime is { } lifetime) tags.Add(("x", (now + Math.Max(1, (long)lifetime.TotalSeconds)).ToString(CultureInfo.InvariantCulture)));
        tags.Add(("h", string.Join(':', names)));
        tags.Add(("bh", Convert.ToBase64String(message.HashOfBody(signing.RelaxedBody))));
        tags.Add(("b", ""));
        return await SealAsync("DKIM-Signature", tags, output => check.WriteSigned(output, names, signing.RelaxedHeader), signing.RelaxedHeader, signer, cancellation);
    }

    /// <summary>Writes a field whose last tag is an empty b=, signs it with what comes before it, and fills the tag in.</summary>
    internal static async ValueTask<byte[]> SealAsync(
        string name, IReadOnlyList<(string Name, string Value)> tags, Action<ArrayBufferWriter<byte>> writeSigned, bool relaxed, IDkimSigner signer, CancellationToken cancellation)
    {
        var unsigned = TagFieldWriter.Write(name, tags);
        var output = new ArrayBufferWriter<byte>(4096);
        writeSigned(output);
        var own = MessageFields.Read(unsigned, int.MaxValue, 1);
        HeaderCanonicalization.Write(output, own, own.Fields[0], relaxed, last: true, emptyTag: (byte)'b');
        var signature = await signer.SignAsync(SHA256.HashData(output.WrittenSpan), cancellation);
        // Without the CRLF that ends the unsigned field: the value of b= follows.
        return [.. unsigned.AsSpan(0, unsigned.Length - 2), .. Encoding.ASCII.GetBytes(TagFieldWriter.Folded(Convert.ToBase64String(signature))), .. "\r\n"u8];
    }

    internal static IReadOnlyList<string> NamesOf(MessageFields fields, IReadOnlyList<string> signed, IReadOnlyList<string> overSigned)
    {
        var names = new List<string>();
        foreach (var name in signed.Concat(overSigned).Select(name => name.ToLowerInvariant()).Distinct(StringComparer.Ordinal))
        {
            for (var count = signed.Contains(name, StringComparer.OrdinalIgnoreCase) ? fields.IndexesOf(name).Count : 0; count > 0; count--) names.Add(name);
            if (overSigned.Contains(name, StringComparer.OrdinalIgnoreCase)) names.Add(name);
        }

        return names;
    }

    internal static string AlgorithmName(DkimAlgorithm algorithm) => algorithm == DkimAlgorithm.RsaSha256 ? "rsa-sha256" : "ed25519-sha256";

    private static string FormName(bool relaxed) => relaxed ? "relaxed" : "simple";

    // RFC 6376 §2.11: what is not printable, "=" and ";" are written as =XX.
    private static string Quoted(string identity)
    {
        var text = new StringBuilder(identity.Length);
        foreach (var octet in Encoding.UTF8.GetBytes(identity))
        {
            if (octet is > 0x20 and < 0x7F and not ((byte)'=' or (byte)';')) text.Append((char)octet);
            else text.Append(CultureInfo.InvariantCulture, $"={octet:X2}");
        }

        return text.ToString();
    }
}
