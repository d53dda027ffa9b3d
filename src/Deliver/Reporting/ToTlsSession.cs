using System.Buffers;
using System.Net;
using Sekisho.Deliver.Security;
using Sekisho.MailAuth.Reports.Collecting;
using Sekisho.MailAuth.Reports.Tls;

namespace Sekisho.Deliver.Reporting;

/// <summary>Says what became of TLS in the words of reports (RFC 8460 §4). What strangers said is made printable and short: a row has its limit.</summary>
internal static class ToTlsSession
{
    internal const int MaxTextChars = 255;

    // A policy line is not longer: "3 1 2" and a SHA-512.
    private const int MaxLineChars = 134;

    private const int MaxPolicyChars = 1600;
    private const int MaxHostChars = 800;

    // What JSON writes as it is.
    private static readonly SearchValues<char> Safe = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789 .,:;()[]_=/-@*!?");

    /// <summary>A session, or an obstacle before it.</summary>
    /// <param name="security">What was asked for, with its domain.</param>
    /// <param name="host">The mail exchange.</param>
    /// <param name="failure">A word of RFC 8460 §4.3, or null.</param>
    /// <param name="reason">More about it, in words, or null.</param>
    /// <param name="helo">What the server called itself, or null.</param>
    /// <param name="from">Our address, or null.</param>
    /// <param name="to">The server's address, or null.</param>
    public static TlsSession Of(HostSecurity security, string host, string? failure, string? reason = null, string? helo = null, IPAddress? from = null, IPAddress? to = null) => new()
    {
        Domain = security.Domain!,
        PolicyType = security.PolicyType,
        PolicyDomain = security.Method == SecurityMethod.Dane ? security.TlsHost.ToLowerInvariant() : null,
        PolicyText = security.Method switch
        {
            SecurityMethod.Dane => Within(MaxPolicyChars, security.Records.Select(record => record.ToText())),
            SecurityMethod.Sts => Within(MaxPolicyChars, security.Policy!.Lines()),
            _ => [],
        },
        MxHosts = Within(MaxHostChars, security.Policy?.MxPatterns ?? []),
        Failure = failure is null ? null : new TlsFailure
        {
            ResultType = failure,
            SendingAddress = from?.ToString(),
            ReceivingHost = Plain(host),
            ReceivingHelo = Plain(helo),
            ReceivingAddress = to?.ToString(),
            ReasonCode = Plain(reason),
        },
    };

    /// <summary>A policy that could not be had.</summary>
    /// <param name="domain">Whose.</param>
    /// <param name="failure">A word of RFC 8460 §4.3.</param>
    /// <param name="reason">More about it, in words.</param>
    public static TlsSession WithoutPolicy(string domain, string failure, string? reason) => new()
    {
        Domain = domain,
        PolicyType = "sts",
        Failure = new TlsFailure { ResultType = failure, ReasonCode = Plain(reason) },
    };

    private static List<string> Within(int most, IEnumerable<string> lines)
    {
        var taken = new List<string>();
        foreach (var line in lines)
        {
            var plain = Plain(line.Length > MaxLineChars ? line[..MaxLineChars] : line) ?? "";
            most -= plain.Length;
            if (most < 0) break;
            taken.Add(plain);
        }

        return taken;
    }

    private static string? Plain(string? text)
    {
        if (string.IsNullOrEmpty(text)) return null;
        return string.Create(Math.Min(text.Length, MaxTextChars), text, static (plain, from) =>
        {
            for (var i = 0; i < plain.Length; i++) plain[i] = Safe.Contains(from[i]) ? from[i] : '?';
        });
    }
}
