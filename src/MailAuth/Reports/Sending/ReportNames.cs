using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Sekisho.MailAuth.Reports.Sending;

/// <summary>What names a report: the same for the same report every time, so that one sent twice is seen to be (RFC 9990 §3.5.1).</summary>
/// <param name="Submitter">The domain of who reports.</param>
/// <param name="PolicyDomain">The domain reported on.</param>
/// <param name="Begin">Where the period begins.</param>
/// <param name="End">Where it ends.</param>
/// <param name="Part">1 for the first part of a report that is sent in several.</param>
public sealed record ReportNames(string Submitter, string PolicyDomain, DateTimeOffset Begin, DateTimeOffset End, int Part)
{
    /// <summary>Letters and digits: the same in the report, the file's name, Subject and Message-ID (RFC 9990 §3.1.5 wants them identical).</summary>
    public string ReportId =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(FormattableString.Invariant($"{Submitter}\n{PolicyDomain}\n{Begin.ToUnixTimeSeconds()}\n{End.ToUnixTimeSeconds()}\n{Part}"))).AsSpan(0, 16));

    /// <summary>The name of the file (RFC 9990 §3.5.2, RFC 8460 §5.1).</summary>
    /// <param name="extension">xml.gz, json.gz …</param>
    public string FileName(string extension) =>
        string.Create(CultureInfo.InvariantCulture, $"{Submitter}!{PolicyDomain}!{Begin.ToUnixTimeSeconds()}!{End.ToUnixTimeSeconds()}!{ReportId}.{extension}");

    /// <summary>The Subject (RFC 9990 §3.5.2, RFC 8460 §5.3).</summary>
    public string Subject => $"Report Domain: {PolicyDomain} Submitter: {Submitter} Report-ID: <{ReportId}>";
}
