using Sekisho.MailAuth.Spf;

namespace Sekisho.MailAuth.Posture;

/// <summary>Who may send in the domain's name (RFC 7208).</summary>
internal static class SpfPosture
{
    private const int AllowedLookups = 10;
    private const int AllowedVoids = 2;
    private const int NearLimit = 9;

    public static async ValueTask<IReadOnlyList<PostureFinding>> ExamineAsync(PostureLookup lookup, string domain, MailExchanges exchanges, CancellationToken cancellation)
    {
        var findings = new Findings("spf");
        if (await lookup.TextsAsync(domain, cancellation) is not { } texts)
        {
            findings.Unknown(domain);
            return findings.All;
        }

        var records = texts.Where(SpfRecordReader.IsSpf).ToList();
        if (records.Count == 0)
        {
            Missing(findings, domain, exchanges);
            return findings.All;
        }

        if (records.Count > 1)
        {
            findings.Add(PostureLevel.Bad, "several", "There is more than one SPF record, so none counts. Bring them together into one.", "SPF レコードが複数あるため、すべて無効です。1 つにまとめてください。", string.Join(" | ", records));
            return findings.All;
        }

        if (!SpfRecordReader.TryRead(records[0], out var record, out var problem))
        {
            findings.Add(PostureLevel.Bad, "syntax", $"The SPF record cannot be read, so it does not count: {problem}.", $"SPF レコードの文法に誤りがあり、無効です: {problem}", records[0]);
            return findings.All;
        }

        var count = new SpfCount(lookup, cancellation);
        await count.CountAsync(record!, domain);
        Costs(findings, count, records[0]);
        Terms(findings, record!, records[0]);
        if (findings.AreGood)
        {
            findings.Add(
                PostureLevel.Good, "good", FormattableString.Invariant($"SPF can be read and costs {count.Lookups} of {AllowedLookups} look-ups."),
                FormattableString.Invariant($"SPF は正しく、DNS 参照は {AllowedLookups} 回中 {count.Lookups} 回です。"), records[0]);
        }

        return findings.All;
    }

    private static void Missing(Findings findings, string domain, MailExchanges exchanges)
    {
        var value = exchanges.TakesNoMail || exchanges.Hosts.Count == 0 ? "v=spf1 -all" : "v=spf1 mx ~all";
        findings.Add(
            PostureLevel.Bad, "missing", "There is no SPF record: anybody's server may send in the domain's name. Publish one that names your sending servers (below: your mail exchanges alone; add others).",
            "SPF レコードがないため、誰のサーバーでもこのドメインを名乗れます。送信サーバーを列挙したレコードを公開してください(下の例は MX のみ。ほかの送信元を加えてください)。", null, null, new PasteRecord(domain, "TXT", value));
    }

    private static void Costs(Findings findings, SpfCount count, string text)
    {
        var costly = string.Join(", ", count.Includes.OrderByDescending(include => include.Lookups).Select(include => FormattableString.Invariant($"{include.Domain} ({include.Lookups})")));
        if (count.Lookups > AllowedLookups)
        {
            findings.Add(
                PostureLevel.Bad, "lookups", FormattableString.Invariant($"The SPF record costs {count.Lookups} look-ups; receivers stop at {AllowedLookups} and call the record broken. Take out services that you no longer use, or name their networks (ip4, ip6). What each include costs: {costly}."),
                FormattableString.Invariant($"SPF の DNS 参照が {count.Lookups} 回で、上限の {AllowedLookups} 回を超えています。受信側では無効(permerror)になります。使わないサービスを外すか、ip4/ip6 で直接書いてください。include ごとの回数: {costly}"), text);
        }
        else if (count.Lookups >= NearLimit)
        {
            findings.Add(
                PostureLevel.Warning, "lookups-near", FormattableString.Invariant($"The SPF record costs {count.Lookups} of {AllowedLookups} look-ups: a change at one of your services can break it. What each include costs: {costly}."),
                FormattableString.Invariant($"SPF の DNS 参照が {AllowedLookups} 回中 {count.Lookups} 回です。利用サービス側の変更だけで上限を超えるおそれがあります。include ごとの回数: {costly}"), text);
        }

        if (count.Voids > AllowedVoids)
        {
            findings.Add(
                PostureLevel.Bad, "void", FormattableString.Invariant($"{count.Voids} names in the SPF record do not exist; receivers stop at {AllowedVoids}. Take them out."),
                FormattableString.Invariant($"SPF レコードに存在しない名前が {count.Voids} 個あります(上限 {AllowedVoids})。取り除いてください。"), text);
        }

        foreach (var (domain, problem) in count.Problems)
        {
            findings.Add(
                PostureLevel.Bad, "include", $"The SPF record relies on {domain}, and there {problem}: the whole record counts as broken. Take it out, or ask its owner.",
                $"SPF レコードが参照する {domain} に問題があります({problem})。レコード全体が無効になります。外すか、管理者に確認してください。", text, domain);
        }

        if (count.IsPartial) findings.Add(PostureLevel.Unknown, "partial", "Some names in the SPF record could not be looked up now: the count may be higher.", "SPF レコード内の一部の名前を参照できませんでした。実際の回数はさらに多い可能性があります。", text);
    }

    private static void Terms(Findings findings, SpfRecord record, string text)
    {
        var all = record.Mechanisms.FirstOrDefault(mechanism => mechanism.Kind == SpfMechanismKind.All);
        if (all is { Qualifier: AuthResult.Pass })
            findings.Add(PostureLevel.Bad, "all-pass", "The SPF record ends with +all: every server in the world may send in the domain's name. Make it ~all or -all.", "SPF が +all で終わっており、世界中のサーバーに送信を許しています。~all または -all にしてください。", text);
        else if (all is { Qualifier: AuthResult.Neutral })
            findings.Add(PostureLevel.Warning, "all-neutral", "The SPF record ends with ?all, which says nothing about other servers. Make it ~all or -all.", "SPF が ?all で終わっており、ほかのサーバーについて何も述べていません。~all または -all にしてください。", text);
        else if (all is null && record.Redirect is null)
            findings.Add(PostureLevel.Warning, "no-all", "The SPF record has no 'all' at its end, so it says nothing about other servers. Add ~all or -all.", "SPF の末尾に all がなく、ほかのサーバーについて何も述べていません。~all または -all を加えてください。", text);
        if (record.Mechanisms.Any(mechanism => mechanism.Kind == SpfMechanismKind.Ptr))
            findings.Add(PostureLevel.Warning, "ptr", "The SPF record uses 'ptr', which is slow and which the standard advises against. Name the servers instead.", "SPF に ptr が使われています。遅く、標準でも推奨されません。サーバーを直接指定してください。", text);
        // A network that holds a good part of the Internet.
        if (record.Mechanisms.FirstOrDefault(mechanism => mechanism is { Kind: SpfMechanismKind.Ip4, Bits4: < 8, Qualifier: AuthResult.Pass }) is { } wide)
            findings.Add(PostureLevel.Bad, "wide", $"'{wide.Text}' lets a large part of the Internet send in the domain's name.", $"'{wide.Text}' はインターネットの広い範囲に送信を許しています。", text);
    }
}
