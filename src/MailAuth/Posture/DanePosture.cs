using Sekisho.Dns;
using Sekisho.Dns.Records;
using Sekisho.MailAuth.Dane;

namespace Sekisho.MailAuth.Posture;

/// <summary>Whether the domain's certificates stand in the signed DNS: DANE (RFC 7672).</summary>
internal static class DanePosture
{
    public static async ValueTask<IReadOnlyList<PostureFinding>> ExamineAsync(PostureLookup lookup, PostureRequest request, MailExchanges exchanges, CancellationToken cancellation)
    {
        var findings = new Findings("dane");
        var without = new List<string>();
        var with = 0;
        foreach (var host in exchanges.Hosts)
        {
            var name = "_25._tcp." + host;
            var answer = await ((IDnsResolver)lookup).ResolveAsync(name, DnsRecordType.Tlsa, cancellation);
            if (answer.IsTemporary)
            {
                findings.Add(
                    PostureLevel.Unknown, "unknown", $"The DNS failed for {name}. Servers that use DANE do not deliver to {host} while that is so: mend the signatures (DNSSEC) of its zone.",
                    $"{name} の DNS 参照に失敗しました。この間、DANE を使うサーバーは {host} に配送しません。ゾーンの DNSSEC 署名を直してください。", answer.Detail, host);
                continue;
            }

            var records = answer.Records.OfType<TlsaRecord>().ToList();
            if (records.Count == 0)
            {
                without.Add(host);
                continue;
            }

            with++;
            Host(findings, host, answer, records, request.KeyHash);
        }

        if (with == 0 && findings.All.Count == 0 && exchanges.Hosts.Count > 0)
        {
            findings.Add(
                PostureLevel.Note, "missing", "There are no TLSA records. With DNSSEC they bind the certificates of your mail exchanges to their names; without it, MTA-STS does the same less strictly."
                + (exchanges.IsAuthenticated ? " The zone is signed, so you can begin." : " (The name server that was asked did not vouch for the zone: it is not signed, or the name server does not check.)"),
                "TLSA レコードがありません。DNSSEC があれば、メールサーバーの証明書を名前に結び付けられます。なければ MTA-STS が近い役割を果たします。"
                + (exchanges.IsAuthenticated ? "このゾーンは署名済みなので、始められます。" : "(参照したネームサーバーはゾーンの署名を確認していません。未署名か、検証しないネームサーバーです。)"),
                null, null, Paste(exchanges.Hosts, request.KeyHash));
        }
        else if (with > 0 && without.Count > 0)
        {
            findings.Add(PostureLevel.Warning, "some", $"Only some mail exchanges have TLSA records; {string.Join(", ", without)} have none, and an attacker leads mail there.", $"一部のメールサーバーにしか TLSA レコードがありません。{string.Join("、", without)} にはなく、攻撃者はそこへ誘導できます。",
                null, null, Paste(without, request.KeyHash));
        }

        return findings.All;
    }

    // RFC 7672 §3.1.1: DANE-EE(3), the key, SHA-256.
    private static IReadOnlyList<PasteRecord> Paste(IEnumerable<string> hosts, ReadOnlyMemory<byte>? keyHash) =>
        keyHash is { } hash ? [.. hosts.Select(host => new PasteRecord("_25._tcp." + host, "TLSA", "3 1 1 " + Convert.ToHexString(hash.Span)))] : [];

    private static bool Fits(DaneRecord record, ReadOnlyMemory<byte> keyHash) => record is { IsAnchor: false, OfKey: true, Matching: 1 } && record.Data.Span.SequenceEqual(keyHash.Span);

    private static void Host(Findings findings, string host, DnsAnswer answer, List<TlsaRecord> records, ReadOnlyMemory<byte>? keyHash)
    {
        var seen = string.Join(" | ", records.Take(DaneRecord.MaxRecords).Select(record => FormattableString.Invariant($"{record.Usage} {record.Selector} {record.Matching} {Convert.ToHexString(record.Data.Span)}")));
        var usable = DaneRecord.Usable(records);
        if (!answer.Authenticated)
            findings.Add(PostureLevel.Warning, "unsigned", $"The TLSA records of {host} are not vouched for by DNSSEC, so nobody uses them. Sign the zone (or ask a name server that checks: --dns).", $"{host} の TLSA レコードは DNSSEC で保証されておらず、使われません。ゾーンに署名してください(または検証するネームサーバーを --dns で指定)。", seen, host);
        else if (usable.Count == 0)
            findings.Add(PostureLevel.Bad, "unusable", $"None of the TLSA records of {host} can be used for mail: usage must be 3 (or 2), with SHA-256 of the key best: '3 1 1 …'.", $"{host} の TLSA レコードはメールに使えません。usage は 3(または 2)、鍵の SHA-256('3 1 1 …')が最適です。", seen, host);
        else if (keyHash is { } hash && usable.All(record => record is { IsAnchor: false, OfKey: true, Matching: 1 }) && !usable.Any(record => Fits(record, hash)))
            findings.Add(PostureLevel.Bad, "mismatch", $"None of the TLSA records of {host} fits the certificate that was given: servers that use DANE do not deliver. Publish this one beside the others before the certificate is in use.", $"{host} の TLSA レコードは、指定された証明書のどれとも一致しません。DANE を使うサーバーは配送しません。証明書を使い始める前に、下のレコードを追加してください。", seen, host, Paste([host], keyHash));
        else if (usable.All(record => !record.OfKey && !record.IsAnchor))
            findings.Add(PostureLevel.Note, "of-certificate", $"The TLSA records of {host} are of the certificate, which changes with every renewal. '3 1 1' is of the key, which can stay.", $"{host} の TLSA レコードは証明書に対するもので、更新のたびに変わります。'3 1 1' なら鍵に対するもので、そのまま使えます。", seen, host);
        else
            findings.Add(PostureLevel.Good, "good", $"{host} has TLSA records that can be used.", $"{host} には使える TLSA レコードがあります。", seen, host);
    }
}
