using System.Globalization;
using System.Text;
using Sekisho.MailAuth.Headers;

namespace Sekisho.MailAuth.Dkim;

/// <summary>Reads the value of a DKIM-Signature field (RFC 6376 §3.5, §6.1.1) or of an ARC-Message-Signature field (RFC 8617 §4.1.2).</summary>
internal static class DkimSignatureReader
{
    private const int Sha256Bytes = 32;

    // The longest time the standard lets be written has 12 digits (RFC 6376 §3.5 t=).
    private const int MaxTimeDigits = 12;

    /// <summary>Reads one.</summary>
    /// <param name="value">The value behind the colon.</param>
    /// <param name="options">Limits.</param>
    /// <param name="arc">It is ARC's: no v=, and i= is a number that the caller reads.</param>
    /// <param name="flaw">What is wrong, or null.</param>
    /// <returns>The signature as far as it could be read; complete when there is no flaw.</returns>
    public static DkimSignature Read(ReadOnlySpan<byte> value, DkimOptions options, bool arc, out DkimFlaw? flaw)
    {
        var signature = new DkimSignature();
        if (value.Length > options.MaxSignatureBytes)
        {
            flaw = new DkimFlaw(DkimProblem.BadSyntax, $"The field is longer than {options.MaxSignatureBytes} bytes.");
            return signature;
        }

        if (!TagList.TryParse(value, out var tags, out var problem))
        {
            flaw = new DkimFlaw(DkimProblem.BadSyntax, $"The field is no tag list: {problem}.");
            return signature;
        }

        // What a report can name, first.
        signature = signature with
        {
            Algorithm = tags.Compact("a") ?? "",
            Domain = DomainText.TryNormalize(tags.Compact("d"), out var domain) ? domain : "",
            Selector = DomainText.TryNormalize(tags.Compact("s"), out var selector) ? selector : "",
            SignatureText = tags.Compact("b") ?? "",
        };
        flaw = CheckTags(tags, arc) ?? CheckNames(tags, ref signature) ?? ReadAlgorithm(tags, ref signature) ?? ReadForm(tags, ref signature)
            ?? ReadFields(tags, options, arc, ref signature) ?? ReadTimes(tags, ref signature) ?? (arc ? null : ReadIdentity(tags, ref signature));
        return signature;
    }

    private static DkimFlaw? CheckTags(TagList tags, bool arc)
    {
        if (!arc && tags["v"] is { } version && version != "1") return new DkimFlaw(DkimProblem.UnsupportedVersion, "The version is not 1.");
        foreach (var name in (ReadOnlySpan<string>)["v", "a", "b", "bh", "d", "h", "s"])
        {
            if (arc && name == "v") continue;
            if (tags[name] is null) return new DkimFlaw(DkimProblem.MissingTag, $"The tag {name} is missing.");
        }

        return null;
    }

    private static DkimFlaw? CheckNames(TagList tags, ref DkimSignature signature)
    {
        if (signature.Domain.Length == 0) return new DkimFlaw(DkimProblem.BadDomain, "d= is no domain name.");
        if (signature.Selector.Length == 0) return new DkimFlaw(DkimProblem.BadDomain, "s= is no name of a selector.");
        if (!signature.Domain.Contains('.', StringComparison.Ordinal)) return new DkimFlaw(DkimProblem.DomainIsTopLevel, "d= is a single label.");
        if (!DomainText.TryNormalize(signature.KeyName, out _)) return new DkimFlaw(DkimProblem.BadDomain, "s= and d= together are longer than a name may be.");
        // RFC 6376 §3.5 q=: without a method that we know the key cannot be asked for.
        if (tags.Compact("q") is { } query && !query.Split(':').Any(method => method.Equals("dns/txt", StringComparison.OrdinalIgnoreCase) || method.Equals("dns", StringComparison.OrdinalIgnoreCase)))
            return new DkimFlaw(DkimProblem.UnsupportedMethod, "q= names no method that is known.");
        return null;
    }

    private static DkimFlaw? ReadAlgorithm(TagList tags, ref DkimSignature signature)
    {
        DkimAlgorithm method;
        switch (signature.Algorithm.ToLowerInvariant())
        {
            case "rsa-sha256": method = DkimAlgorithm.RsaSha256; break;
            case "ed25519-sha256": method = DkimAlgorithm.Ed25519Sha256; break;
            // RFC 8301 §3.1: verifiers must not take it for valid.
            case "rsa-sha1": return new DkimFlaw(DkimProblem.WeakAlgorithm, "rsa-sha1 no longer counts.");
            default: return new DkimFlaw(DkimProblem.UnsupportedAlgorithm, "a= names no algorithm that is known.");
        }

        if (!TryDecode(tags.Compact("b")!, out var bytes)) return new DkimFlaw(DkimProblem.BadSyntax, "b= is no base64.");
        if (!TryDecode(tags.Compact("bh")!, out var bodyHash) || bodyHash.Length != Sha256Bytes) return new DkimFlaw(DkimProblem.BadSyntax, "bh= is no base64 of 32 bytes.");
        signature = signature with { Method = method, Signature = bytes, BodyHash = bodyHash };
        return null;
    }

    private static DkimFlaw? ReadForm(TagList tags, ref DkimSignature signature)
    {
        // RFC 6376 §3.5 c=: "simple/simple" when absent; one word is the header's, the body's is then simple.
        signature = signature with { HasForm = tags["c"] is not null };
        var form = (tags.Compact("c") ?? "simple").ToLowerInvariant();
        var slash = form.IndexOf('/', StringComparison.Ordinal);
        var header = slash < 0 ? form : form[..slash];
        var body = slash < 0 ? "simple" : form[(slash + 1)..];
        if (header is not ("simple" or "relaxed") || body is not ("simple" or "relaxed")) return new DkimFlaw(DkimProblem.UnsupportedMethod, "c= names no form that is known.");
        long? limit = null;
        if (tags.Compact("l") is { } text)
        {
            // RFC 6376 §3.5 l=: up to 76 digits; more than a number of ours holds is more than any body.
            if (text.Length is 0 or > 76 || text.AsSpan().ContainsAnyExceptInRange('0', '9')) return new DkimFlaw(DkimProblem.BadSyntax, "l= is no number.");
            limit = long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : long.MaxValue;
        }

        signature = signature with { RelaxedHeader = header == "relaxed", RelaxedBody = body == "relaxed", BodyLimit = limit };
        return null;
    }

    private static DkimFlaw? ReadFields(TagList tags, DkimOptions options, bool arc, ref DkimSignature signature)
    {
        // Of ARC's fields, empty places in h= name nothing and do no harm: there are sealers that write them.
        var names = tags.Compact("h")!.ToLowerInvariant().Split(':', arc ? StringSplitOptions.RemoveEmptyEntries : StringSplitOptions.None);
        if (names.Length > options.MaxSignedFields) return new DkimFlaw(DkimProblem.BadSyntax, $"h= names more than {options.MaxSignedFields} fields.");
        foreach (var name in names)
        {
            // RFC 5322 §2.2: a field name is printable ASCII without the colon.
            if (name.Length == 0 || name.AsSpan().ContainsAnyExceptInRange('!', '~')) return new DkimFlaw(DkimProblem.BadSyntax, "h= holds what is no name of a field.");
        }

        // RFC 8617 §4.1.2: the seals are signed by ARC-Seal alone.
        if (arc && names.Contains("arc-seal", StringComparer.Ordinal)) return new DkimFlaw(DkimProblem.BadSyntax, "h= names ARC-Seal.");
        // RFC 6376 §5.4: From must be among them. A chain shows who handled a message, not who wrote it: there it is told, and no flaw.
        if (!arc && !names.Contains("from", StringComparer.Ordinal)) return new DkimFlaw(DkimProblem.FromNotSigned, "h= does not name From.");
        signature = signature with { Fields = names };
        return null;
    }

    private static DkimFlaw? ReadTimes(TagList tags, ref DkimSignature signature)
    {
        if (!TryReadTime(tags.Compact("t"), out var signed) || !TryReadTime(tags.Compact("x"), out var expires)) return new DkimFlaw(DkimProblem.BadSyntax, "t= or x= is no time.");
        signature = signature with { SignedAt = signed, ExpiresAt = expires };
        return signed >= expires ? new DkimFlaw(DkimProblem.ExpiresBeforeSigned, "x= is not after t=.") : null;
    }

    private static DkimFlaw? ReadIdentity(TagList tags, ref DkimSignature signature)
    {
        var identity = tags.Compact("i");
        if (identity is null)
        {
            signature = signature with { Identity = "@" + signature.Domain };
            return null;
        }

        // The local part is quoted-printable (RFC 6376 §2.11), the domain is not.
        var at = identity.LastIndexOf('@');
        if (at < 0 || !DomainText.TryNormalize(identity[(at + 1)..], out var domain)) return new DkimFlaw(DkimProblem.BadSyntax, "i= is no identity.");
        signature = signature with { Identity = string.Concat(Encoding.UTF8.GetString(QuotedText.Decode(identity[..at])), "@", domain) };
        return DomainText.IsWithin(domain, signature.Domain) ? null : new DkimFlaw(DkimProblem.IdentityOutsideDomain, "i= is neither d= nor below it.");
    }

    private static bool TryReadTime(string? text, out DateTimeOffset? time)
    {
        time = null;
        if (text is null) return true;
        if (text.Length is 0 or > MaxTimeDigits || !long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)) return false;
        // The last second that the calendar of .NET knows is the year 9999: nearer than 12 digits reach.
        time = DateTimeOffset.FromUnixTimeSeconds(Math.Min(seconds, DateTimeOffset.MaxValue.ToUnixTimeSeconds()));
        return true;
    }

    internal static bool TryDecode(string base64, out byte[] bytes)
    {
        bytes = [];
        if (base64.Length == 0 || base64.Length % 4 != 0) return false;
        var buffer = new byte[base64.Length / 4 * 3];
        if (!Convert.TryFromBase64String(base64, buffer, out var length)) return false;
        bytes = buffer[..length];
        return true;
    }
}
