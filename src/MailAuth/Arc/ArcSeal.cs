using Sekisho.MailAuth.Dkim;
using Sekisho.MailAuth.Headers;

namespace Sekisho.MailAuth.Arc;

/// <summary>The value of an ARC-Seal field (RFC 8617 §4.1.3).</summary>
/// <param name="Signature">Algorithm, domain, selector and b=.</param>
/// <param name="ChainValue">cv=, in lower case.</param>
internal sealed record ArcSeal(DkimSignature Signature, string ChainValue)
{
    /// <summary>Reads one; null with what is wrong.</summary>
    public static ArcSeal? Read(ReadOnlySpan<byte> value, DkimOptions options, out string problem)
    {
        problem = "it is too long";
        if (value.Length > options.MaxSignatureBytes || !TagList.TryParse(value, out var tags, out problem)) return null;
        // RFC 8617 §4.1.3: a seal signs fixed fields; with h= it is invalid.
        problem = "it has h=";
        if (tags["h"] is not null) return null;
        problem = "cv= is not none, pass or fail";
        var chainValue = tags.Compact("cv")?.ToLowerInvariant();
        if (chainValue is not ("none" or "pass" or "fail")) return null;
        problem = "a= names no algorithm that counts";
        DkimAlgorithm method;
        switch (tags.Compact("a")?.ToLowerInvariant())
        {
            case "rsa-sha256": method = DkimAlgorithm.RsaSha256; break;
            case "ed25519-sha256": method = DkimAlgorithm.Ed25519Sha256; break;
            default: return null;
        }

        problem = "d= or s= is no domain name";
        if (!DomainText.TryNormalize(tags.Compact("d"), out var domain) || !DomainText.TryNormalize(tags.Compact("s"), out var selector) || !domain.Contains('.', StringComparison.Ordinal)) return null;
        problem = "b= is no base64";
        if (!DkimSignatureReader.TryDecode(tags.Compact("b") ?? "", out var bytes)) return null;
        problem = "t= is no number";
        if (tags.Compact("t") is { } time && (time.Length is 0 or > 12 || time.AsSpan().ContainsAnyExceptInRange('0', '9'))) return null;
        problem = "";
        return new ArcSeal(new DkimSignature { Method = method, Domain = domain, Selector = selector, Signature = bytes }, chainValue);
    }
}
