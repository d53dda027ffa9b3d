using System.Text;
using Sekisho.MailAuth.Arc;
using Sekisho.MailAuth.Dkim;
using Sekisho.MailAuth.Dmarc;
using Sekisho.MailAuth.From;
using Sekisho.MailAuth.Results;
using Sekisho.MailAuth.Spf;

namespace Sekisho.MailAuth;

/// <summary>What all methods found about one message.</summary>
public sealed record SenderOutcome
{
    /// <summary>SPF for the reverse-path, the identity that counts; null where the session is not known.</summary>
    public SpfOutcome? Spf { get; init; }

    /// <summary>SPF for what the client called itself; null where that is not known, or the same check as <see cref="Spf"/>.</summary>
    public SpfOutcome? SpfHelo { get; init; }

    /// <summary>DKIM.</summary>
    public required DkimOutcome Dkim { get; init; }

    /// <summary>ARC.</summary>
    public required ArcOutcome Arc { get; init; }

    /// <summary>DMARC; where From has several domains, the one that fares worst.</summary>
    public required DmarcOutcome Dmarc { get; init; }

    /// <summary>Who the message says it is from, and what deceives about it.</summary>
    public required FromReport From { get; init; }

    /// <summary>The same as results for a header field (RFC 8601).</summary>
    /// <param name="authServId">Our name.</param>
    public AuthenticationResults ToResults(string authServId)
    {
        var results = new List<MethodResult>();
        if (Spf is not null) results.Add(Result("spf", Spf.Result, Spf.Problem == SpfProblem.None ? null : Spf.Detail, ("smtp", "mailfrom", Spf.Domain)));
        if (SpfHelo is not null) results.Add(Result("spf", SpfHelo.Result, SpfHelo.Problem == SpfProblem.None ? null : SpfHelo.Detail, ("smtp", "helo", SpfHelo.Domain)));
        if (Dkim.Signatures.Count == 0) results.Add(Result("dkim", AuthResult.None, null));
        foreach (var signature in Dkim.Signatures)
        {
            results.Add(Result(
                "dkim", signature.Result, signature.Detail,
                ("header", "d", signature.Domain), ("header", "s", signature.Selector), ("header", "a", signature.Algorithm), ("header", "b", signature.SignatureStart)));
        }

        results.Add(Dmarc.Record is null
            ? Result("dmarc", Dmarc.Result, Dmarc.Problem == DmarcProblem.NoRecord ? null : Dmarc.Detail, ("header", "from", Dmarc.AuthorDomain))
            : Result("dmarc", Dmarc.Result, Dmarc.Detail, ("header", "from", Dmarc.AuthorDomain), ("policy", "dmarc", Dmarc.AppliedPolicy.ToString().ToLowerInvariant())));
        if (Arc.Result != AuthResult.None) results.Add(Result("arc", Arc.Result, Arc.Detail));
        return new AuthenticationResults(authServId, results);
    }

    private static MethodResult Result(string method, AuthResult result, string? reason, params ReadOnlySpan<(string Type, string Name, string Value)> properties)
    {
        var list = new List<ResultProperty>();
        foreach (var (type, name, value) in properties)
        {
            if (value.Length > 0) list.Add(new ResultProperty(type, name, AsciiOf(value)));
        }

        return new MethodResult(method, result.Word()) { Reason = reason is null ? null : AsciiOf(reason), Properties = list };
    }

    // The message may be one without SMTPUTF8 (RFC 6531 §3.6): nothing that others wrote may make its header need it.
    private static string AsciiOf(string text) =>
        Ascii.IsValid(text) ? text : string.Create(text.Length, text, static (span, source) =>
        {
            for (var i = 0; i < source.Length; i++) span[i] = char.IsAscii(source[i]) ? source[i] : '?';
        });
}
