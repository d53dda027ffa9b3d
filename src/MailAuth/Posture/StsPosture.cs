using Sekisho.MailAuth.MtaSts;

namespace Sekisho.MailAuth.Posture;

/// <summary>Whether others must use verified TLS towards the domain: MTA-STS (RFC 8461).</summary>
internal static class StsPosture
{
    private static readonly TimeSpan ShortestAge = TimeSpan.FromDays(1);

    public static async ValueTask<IReadOnlyList<PostureFinding>> ExamineAsync(
        PostureLookup lookup, IPolicyFetcher? fetcher, TimeProvider clock, string domain, MailExchanges exchanges, CancellationToken cancellation)
    {
        var findings = new Findings("mta-sts");
        if (exchanges.TakesNoMail) return findings.All;
        if (await lookup.TextsAsync("_mta-sts." + domain, cancellation) is not { } texts)
        {
            findings.Unknown("_mta-sts." + domain);
            return findings.All;
        }

        var seen = texts.Where(text => text.StartsWith("v=STS", StringComparison.OrdinalIgnoreCase)).ToList();
        var paste = Paste(domain, exchanges, clock);
        if (StsRecord.Find(texts) is null)
        {
            if (seen.Count == 0)
            {
                findings.Add(
                    PostureLevel.Warning, "missing", "There is no MTA-STS policy: somebody between servers can turn TLS off and read mail to the domain. Publish the policy file on a web server with a valid certificate, then the record; begin with mode: testing.",
                    "MTA-STS ポリシーがありません。経路上の第三者が TLS を無効にしてメールを読めます。有効な証明書を持つ Web サーバーにポリシーファイルを置き、次にレコードを公開してください。まず mode: testing で始めます。", null, null, paste);
            }
            else
            {
                findings.Add(PostureLevel.Bad, "record", "The MTA-STS record cannot be used: there must be exactly one, with v=STSv1 and an id of 1 to 32 letters and digits.", "MTA-STS レコードが無効です。v=STSv1 と 1~32 文字の英数字の id を持つものを 1 つだけ公開してください。", string.Join(" | ", seen), null, paste);
            }

            return findings.All;
        }

        if (fetcher is null)
        {
            findings.Add(PostureLevel.Note, "not-fetched", "There is an MTA-STS record; the policy was not fetched.", "MTA-STS レコードがあります。ポリシーは取得していません。", seen[0]);
            return findings.All;
        }

        var fetched = await fetcher.FetchAsync(domain, cancellation);
        if (fetched.File is null)
        {
            findings.Add(
                PostureLevel.Bad, "fetch", $"The record announces a policy, and https://mta-sts.{domain}/.well-known/mta-sts.txt cannot be fetched: {fetched.Problem} Senders go on without it.",
                $"レコードはありますが、https://mta-sts.{domain}/.well-known/mta-sts.txt を取得できません: {fetched.Problem} 送信者はポリシーなしで配送します。", seen[0], null, paste);
            return findings.All;
        }

        var reading = StsPolicyReader.Read(fetched.File);
        if (reading.Policy is not { } policy)
        {
            findings.Add(PostureLevel.Bad, "policy", $"The policy file cannot be used: {reading.Problem}", $"ポリシーファイルが無効です: {reading.Problem}", System.Text.Encoding.UTF8.GetString(fetched.File), null, paste);
            return findings.All;
        }

        Judge(findings, policy, exchanges);
        return findings.All;
    }

    private static void Judge(Findings findings, StsPolicy policy, MailExchanges exchanges)
    {
        var text = string.Join("; ", policy.Lines());
        foreach (var host in exchanges.Hosts.Where(host => policy.Mode != StsMode.None && !policy.Names(host)))
        {
            findings.Add(
                policy.Mode == StsMode.Enforce ? PostureLevel.Bad : PostureLevel.Warning, "mx", $"The mail exchange {host} is not in the policy: senders that keep to it do not deliver there. Add 'mx: {host}', and change the id in the record.",
                $"メールサーバー {host} がポリシーにありません。ポリシーに従う送信者は配送しません。'mx: {host}' を加え、レコードの id を変えてください。", text, host);
        }

        if (policy.MaxAge < ShortestAge)
            findings.Add(PostureLevel.Warning, "max-age", "max_age is less than a day: an attacker who blocks the fetching gets rid of the policy soon. Some weeks are usual (1209600).", "max_age が 1 日未満です。取得を妨害されるとすぐにポリシーが失われます。数週間(1209600)が一般的です。", text);
        if (policy.Mode == StsMode.None)
            findings.Add(PostureLevel.Warning, "mode-none", "The policy is mode: none, so it protects nothing.", "ポリシーが mode: none のため、何も保護していません。", text);
        else if (policy.Mode == StsMode.Testing)
            findings.Add(PostureLevel.Note, "mode-testing", "The policy is only tried out (mode: testing). When the TLS reports are clean, make it enforce.", "ポリシーはテスト中です(mode: testing)。TLS レポートに問題がなければ enforce にしてください。", text);
        else if (findings.AreGood)
            findings.Add(PostureLevel.Good, "good", "The policy is enforced and names all mail exchanges.", "ポリシーは enforce で、すべてのメールサーバーを含んでいます。", text);
    }

    private static PasteRecord[] Paste(string domain, MailExchanges exchanges, TimeProvider clock)
    {
        var id = clock.GetUtcNow().UtcDateTime.ToString("yyyyMMddHHmmss", System.Globalization.CultureInfo.InvariantCulture);
        var hosts = exchanges.Hosts.Count > 0 ? exchanges.Hosts : [$"mail.{domain}"];
        var file = $"version: STSv1\r\nmode: testing\r\n{string.Concat(hosts.Select(host => $"mx: {host}\r\n"))}max_age: 1209600\r\n";
        return [new PasteRecord($"https://mta-sts.{domain}/.well-known/mta-sts.txt", "file", file), new PasteRecord("_mta-sts." + domain, "TXT", $"v=STSv1; id={id}")];
    }
}
