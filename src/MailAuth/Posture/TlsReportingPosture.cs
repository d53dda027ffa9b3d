using Sekisho.MailAuth.Reports.Sending;

namespace Sekisho.MailAuth.Posture;

/// <summary>Whether others tell the domain when TLS to it fails (RFC 8460).</summary>
internal static class TlsReportingPosture
{
    public static async ValueTask<IReadOnlyList<PostureFinding>> ExamineAsync(PostureLookup lookup, string domain, MailExchanges exchanges, CancellationToken cancellation)
    {
        var findings = new Findings("tls-rpt");
        if (exchanges.TakesNoMail) return findings.All;
        var name = "_smtp._tls." + domain;
        if (await lookup.TextsAsync(name, cancellation) is not { } texts)
        {
            findings.Unknown(name);
            return findings.All;
        }

        var paste = new PasteRecord(name, "TXT", $"v=TLSRPTv1; rua=mailto:tls-reports@{domain}");
        var records = texts.Where(FindDestinations.IsTlsRecord).ToList();
        if (records.Count == 0)
        {
            findings.Add(
                PostureLevel.Note, "missing", "There is no TLS-RPT record: you do not learn when other servers cannot use TLS towards you. Publish one before you enforce MTA-STS or DANE.",
                "TLS-RPT レコードがないため、ほかのサーバーが TLS を使えないことに気付けません。MTA-STS や DANE を強制する前に公開してください。", texts.Count > 0 ? texts[0] : null, null, paste);
        }
        else if (records.Count > 1)
        {
            findings.Add(PostureLevel.Bad, "several", "There is more than one TLS-RPT record, so none counts. Leave one.", "TLS-RPT レコードが複数あるため、すべて無効です。1 つだけ残してください。", string.Join(" | ", records));
        }
        else if (ReportAddress.OfRecord(records[0]).Count == 0 && !records[0].Contains("https:", StringComparison.OrdinalIgnoreCase))
        {
            findings.Add(PostureLevel.Bad, "no-rua", "The TLS-RPT record names no address that can be used (rua=mailto: or https:).", "TLS-RPT レコードに使える宛先(rua=mailto: または https:)がありません。", records[0], null, paste);
        }
        else
        {
            findings.Add(PostureLevel.Good, "good", "Others are asked to report failures of TLS.", "TLS の失敗を報告するよう求めています。", records[0]);
        }

        return findings.All;
    }
}
