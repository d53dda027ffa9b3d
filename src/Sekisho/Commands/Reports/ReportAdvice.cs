using Sekisho.MailAuth.Posture;
using Sekisho.Store.Reports;

namespace Sekisho.Commands.Reports;

/// <summary>What to do about what others report, in plain words.</summary>
internal static class ReportAdvice
{
    private const int MostSources = 5;

    /// <summary>The advice, most weighty first.</summary>
    public static IReadOnlyList<PostureText> Of(string domain, ReportShowReply reply)
    {
        var advice = new List<PostureText>();
        var mail = reply.Sources.Where(source => source.Kind == "dmarc").ToList();
        var count = mail.Sum(source => source.Count);
        var passed = mail.Sum(source => source.Passed);
        foreach (var source in mail.Where(source => source.Passed == 0).Take(MostSources)) advice.Add(Unproven(domain, source));
        foreach (var source in mail.Where(source => source.Passed > 0 && source.DkimAligned == 0).Take(MostSources))
        {
            advice.Add(new PostureText(
                $"{source.Source} passes by SPF alone. Sign its mail with DKIM for {domain}: SPF does not survive forwarding.",
                $"{source.Source} は SPF だけで合格しています。転送されると SPF は失敗するため、{domain} の DKIM 署名も付けてください。"));
        }

        if (count > 0) advice.Add(Policy(domain, count, passed, reply.Reports));
        foreach (var failure in reply.Sources.Where(source => source is { Kind: "tls", Passed: 0 }).Take(MostSources)) advice.Add(Tls(failure));
        var unproven = reply.Reports.Count(report => !report.IsAuthenticated);
        if (unproven > 0)
        {
            advice.Add(new PostureText(
                FormattableString.Invariant($"{unproven} reports came from senders that nobody proves. They are not counted above unless you ask for it (--unproven)."),
                FormattableString.Invariant($"送信者を確認できないレポートが {unproven} 件あります。--unproven を付けない限り、上の集計には含まれません。")));
        }

        return advice;
    }

    private static PostureText Unproven(string domain, ReportedSource source) => new(
        FormattableString.Invariant($"{source.Source} sent {source.Count} messages as {domain} that neither SPF nor DKIM proves ({source.Details}). If it is yours, add it to SPF and sign with DKIM for {domain}; if not, this is the abuse that DMARC stops."),
        FormattableString.Invariant($"{source.Source} は {domain} を名乗って {source.Count} 通を送信しましたが、SPF でも DKIM でも確認できません({source.Details})。自組織の送信元なら SPF に追加し、{domain} で DKIM 署名してください。心当たりがなければ、DMARC が防ぐべきなりすましです。"));

    private static PostureText Policy(string domain, long count, long passed, IReadOnlyList<KeptReport> reports)
    {
        var isNone = reports.FirstOrDefault(report => report.Kind == "dmarc")?.Policy.StartsWith("p=none", StringComparison.Ordinal) == true;
        var share = 100.0 * passed / count;
        if (!isNone)
        {
            return new PostureText(
                FormattableString.Invariant($"{passed} of {count} messages passed ({share:0.#} %)."),
                FormattableString.Invariant($"{count} 通のうち {passed} 通が合格しました({share:0.#} %)。"));
        }

        return share >= 98
            ? new PostureText(
                FormattableString.Invariant($"{share:0.#} % of the mail passes, and the policy is still p=none: go on to p=quarantine, then p=reject."),
                FormattableString.Invariant($"メールの {share:0.#} % が合格していますが、ポリシーはまだ p=none です。p=quarantine、次に p=reject へ進めてください。"))
            : new PostureText(
                FormattableString.Invariant($"{share:0.#} % of the mail as {domain} passes. Bring your own sources above to pass before you leave p=none."),
                FormattableString.Invariant($"{domain} のメールの {share:0.#} % が合格しています。p=none から進める前に、上の自組織の送信元を合格させてください。"));
    }

    private static PostureText Tls(ReportedSource failure)
    {
        var (en, ja) = failure.Dispositions switch
        {
            "starttls-not-supported" => ("it does not offer STARTTLS: turn TLS on", "STARTTLS を提供していません。TLS を有効にしてください"),
            "certificate-host-mismatch" => ("its certificate is not for its name: get one that is", "証明書の名前がホスト名と一致しません。正しい名前の証明書に替えてください"),
            "certificate-expired" => ("its certificate has expired: renew it", "証明書の期限が切れています。更新してください"),
            "certificate-not-trusted" => ("its certificate is not trusted: use one of a known authority, and send the intermediate ones", "証明書が信頼されていません。公的な認証局の証明書を使い、中間証明書も送ってください"),
            "tlsa-invalid" or "dnssec-invalid" => ("its TLSA records do not fit its certificate, or DNSSEC is broken: publish the new record before the certificate changes", "TLSA レコードが証明書と一致しないか、DNSSEC が壊れています。証明書を替える前に新しいレコードを公開してください"),
            "sts-policy-fetch-error" or "sts-policy-invalid" or "sts-webpki-invalid" => ("the MTA-STS policy cannot be fetched or read: see 'sekisho doctor'", "MTA-STS ポリシーを取得できないか読めません。'sekisho doctor' で確認してください"),
            _ => ("look at the server's log of that time", "その時刻のサーバーのログを確認してください"),
        };
        var host = failure.Source.Length > 0 ? failure.Source : "?";
        return new PostureText(
            FormattableString.Invariant($"{failure.Count} TLS sessions with {host} failed ({failure.Dispositions}): {en}."),
            FormattableString.Invariant($"{host} との TLS セッション {failure.Count} 件が失敗しました({failure.Dispositions})。{ja}。"));
    }
}
