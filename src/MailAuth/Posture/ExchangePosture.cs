namespace Sekisho.MailAuth.Posture;

/// <summary>Whether the mail exchanges answer, offer STARTTLS (RFC 3207), and show a certificate that senders can check.</summary>
internal static class ExchangePosture
{
    /// <summary>A certificate that ends sooner should have been renewed by now: automatic renewal comes 30 days before.</summary>
    private static readonly TimeSpan Soon = TimeSpan.FromDays(14);

    public static async ValueTask<IReadOnlyList<PostureFinding>> ExamineAsync(IExchangeProbe? probe, TimeProvider clock, MailExchanges exchanges, CancellationToken cancellation)
    {
        var findings = new Findings("smtp");
        if (probe is null) return [];
        foreach (var host in exchanges.Hosts) Judge(findings, host, await probe.ProbeAsync(host, cancellation), clock.GetUtcNow());
        return findings.All;
    }

    private static void Judge(Findings findings, string host, ProbedExchange found, DateTimeOffset now)
    {
        switch (found.Outcome)
        {
            case ProbeOutcome.Unreachable:
                findings.Add(
                    PostureLevel.Unknown, "unreachable", $"There was no session with {host} on port 25. Many networks block port 25 on the way out: try from another one. If it is the same there, the server is down, or a firewall is in front of it.",
                    $"{host} のポート25に接続できませんでした。外向きのポート25を塞いでいるネットワークは多いため、別のネットワークから試してください。それでも同じなら、サーバーが停止しているか、ファイアウォールで遮断されています。", found.Detail, host);
                return;
            case ProbeOutcome.Refused:
                findings.Add(
                    PostureLevel.Bad, "refused", $"The mail exchange {host} refuses the session before any mail. If it is only this address that it refuses, try from another one.",
                    $"メールサーバー {host} はメールを受け取る前にセッションを拒否しました。このアドレスだけが拒否されている可能性もあるため、別のアドレスからも試してください。", found.Detail, host);
                return;
            case ProbeOutcome.NoStartTls:
                findings.Add(
                    PostureLevel.Bad, "no-starttls", $"The mail exchange {host} does not offer STARTTLS: all mail to it can be read on the way, and senders that require TLS deliver nothing. Give the server a certificate and switch TLS on.",
                    $"メールサーバー {host} は STARTTLS に対応していません。届くメールは経路上で読まれる恐れがあり、TLS を必須とする送信者からは届きません。証明書を設定して TLS を有効にしてください。", found.Detail, host);
                return;
            case ProbeOutcome.TlsFails:
                findings.Add(
                    PostureLevel.Bad, "tls-fails", $"The mail exchange {host} offers STARTTLS, but no TLS comes about: mail falls back to clear text, or does not arrive at all. Look at the server's certificate, key and protocol versions (TLS 1.2 or 1.3).",
                    $"メールサーバー {host} は STARTTLS を提示しますが、TLS 接続が成立しません。メールは平文になるか、届かなくなります。証明書、秘密鍵、プロトコルの版(TLS 1.2 または 1.3)を確認してください。", found.Detail, host);
                return;
            default:
                Certificate(findings, host, found, now);
                return;
        }
    }

    private static void Certificate(Findings findings, string host, ProbedExchange found, DateTimeOffset now)
    {
        if (found.NotAfter <= now || found.NotBefore > now)
        {
            findings.Add(
                PostureLevel.Bad, "expired", $"The certificate of {host} is not valid now. Renew it, and see to it that it is renewed by itself.",
                $"{host} の証明書は有効期間外です。更新し、自動更新の設定を確認してください。", Period(found), host);
        }
        else if (found.NotAfter - now < Soon)
        {
            findings.Add(
                PostureLevel.Warning, "expires", $"The certificate of {host} ends within two weeks, and has not been renewed. See to it that it is renewed by itself.",
                $"{host} の証明書は2週間以内に失効しますが、まだ更新されていません。自動更新の設定を確認してください。", Period(found), host);
        }

        if (!found.NamesHost)
        {
            findings.Add(
                PostureLevel.Warning, "name", $"The certificate that {host} shows is of another host. Senders that check it (MTA-STS, for instance) deliver nothing; others do not notice. Get one with {host} among its names.",
                $"{host} が提示した証明書は別のホスト名のものです。証明書を検証する送信者(MTA-STS など)からは届きません。{host} を名前に含む証明書を取得してください。", found.Detail, host);
        }

        if (!found.IsTrusted)
        {
            findings.Add(
                PostureLevel.Warning, "untrusted", $"No authority that this system knows vouches for the certificate of {host}. MTA-STS needs one that does; TLSA records (DANE) can do without. Check that the server also sends the certificates in between.",
                $"{host} の証明書は、このシステムが信頼する認証局のものではありません。MTA-STS には信頼された証明書が必要です(DANE の TLSA レコードだけなら不要です)。中間証明書も送られているか確認してください。", found.Detail, host);
        }

        if (found.NamesHost && found.IsTrusted && found.NotAfter - now >= Soon && found.NotBefore <= now)
        {
            findings.Add(
                PostureLevel.Good, "good", $"The mail exchange {host} answers, and offers TLS with a certificate of its name.",
                $"メールサーバー {host} は応答し、自身の名前の証明書で TLS に対応しています。", $"{found.Detail}, {Period(found)}", host);
        }
    }

    private static string Period(ProbedExchange found) => FormattableString.Invariant($"valid from {found.NotBefore:yyyy-MM-dd} to {found.NotAfter:yyyy-MM-dd}");
}
