using System.Net;
using Sekisho.Dns;
using Sekisho.Dns.Records;

namespace Sekisho.MailAuth.Posture;

/// <summary>Where mail to the domain goes (RFC 5321 §5.1, RFC 7505).</summary>
internal static class MxPosture
{
    /// <summary>Mail exchanges that are looked at; nobody needs more.</summary>
    private const int MostHosts = 10;

    public static async ValueTask<(IReadOnlyList<PostureFinding> Findings, MailExchanges Exchanges)> ExamineAsync(PostureLookup lookup, string domain, CancellationToken cancellation)
    {
        var findings = new Findings("mx");
        var answer = await ((IDnsResolver)lookup).ResolveAsync(domain, DnsRecordType.Mx, cancellation);
        if (answer.IsTemporary)
        {
            findings.Unknown(domain);
            return (findings.All, new MailExchanges([], false, false));
        }

        var records = answer.Records.OfType<MxRecord>().OrderBy(record => record.Preference).ToList();
        // RFC 7505: one record, the root.
        if (records is [{ Exchange.IsRoot: true }])
        {
            findings.Add(PostureLevel.Note, "null", "The domain says that it takes no mail (null MX). That is right for a domain that is only a name.", "このドメインはメールを受信しないと宣言しています(null MX)。メールを使わないドメインなら正しい設定です。", "0 .");
            return (findings.All, new MailExchanges([], true, answer.Authenticated));
        }

        if (records.Count == 0)
        {
            await WithoutAsync(findings, lookup, domain, cancellation);
            return (findings.All, new MailExchanges([], false, answer.Authenticated));
        }

        var hosts = records.Select(record => record.Exchange.Text.ToLowerInvariant()).Distinct().Take(MostHosts).ToList();
        foreach (var host in hosts) await HostAsync(findings, lookup, host, cancellation);
        if (findings.AreGood)
        {
            findings.Add(
                PostureLevel.Good, "good", FormattableString.Invariant($"Mail goes to {hosts.Count} mail exchange(s), and all have addresses."),
                FormattableString.Invariant($"メールは {hosts.Count} 台のメールサーバーに届き、すべてにアドレスがあります。"), string.Join(", ", records.Take(MostHosts).Select(record => $"{record.Preference} {record.Exchange.Text}")));
        }

        return (findings.All, new MailExchanges(hosts, false, answer.Authenticated));
    }

    private static async ValueTask WithoutAsync(Findings findings, PostureLookup lookup, string domain, CancellationToken cancellation)
    {
        var addresses = await AddressesAsync(lookup, domain, cancellation);
        if (addresses is null) findings.Unknown(domain);
        else if (addresses.Count > 0)
        {
            findings.Add(
                PostureLevel.Warning, "missing", $"There is no MX record, so mail goes to the address of {domain} itself, which is seldom meant. Publish an MX record, or a null MX if the domain takes no mail.",
                $"MX レコードがないため、メールは {domain} 自身のアドレスへ送られます。MX レコードを公開するか、受信しないなら null MX を公開してください。", null, null, new PasteRecord(domain, "MX", "0 ."));
        }
        else
        {
            findings.Add(
                PostureLevel.Warning, "none", "There is no MX record and no address: nobody can send mail to the domain. If that is meant, publish a null MX, so that senders know at once.",
                "MX レコードもアドレスもないため、このドメイン宛てのメールは届きません。意図したものなら null MX を公開すると、送信者にすぐ伝わります。", null, null, new PasteRecord(domain, "MX", "0 ."));
        }
    }

    private static async ValueTask HostAsync(Findings findings, PostureLookup lookup, string host, CancellationToken cancellation)
    {
        if (IPAddress.TryParse(host, out _))
        {
            findings.Add(PostureLevel.Bad, "address", $"The MX record names the address {host} instead of a host name: many servers do not deliver then. Give the host a name.", $"MX レコードにホスト名ではなくアドレス {host} が書かれています。多くのサーバーは配送しません。ホスト名を使ってください。", null, host);
            return;
        }

        var answer = await ((IDnsResolver)lookup).ResolveAsync(host, DnsRecordType.A, cancellation);
        // RFC 2181 §10.3, RFC 5321 §5.1
        if (!answer.IsTemporary && answer.Name != answer.CanonicalName && answer.Status != DnsStatus.BadName)
            findings.Add(PostureLevel.Warning, "alias", $"The mail exchange {host} is an alias (CNAME), which the standards forbid. Name the real host in the MX record.", $"メールサーバー {host} は別名(CNAME)です。標準では禁止されています。MX レコードには実際のホスト名を書いてください。", answer.CanonicalName.Text, host);
        var addresses = await AddressesAsync(lookup, host, cancellation);
        if (addresses is null) findings.Unknown(host);
        else if (addresses.Count == 0) findings.Add(PostureLevel.Bad, "no-address", $"The mail exchange {host} has no address: mail to it waits and then comes back. Add an A or AAAA record, or take it out of the MX records.", $"メールサーバー {host} にアドレスがありません。メールは滞留した後に返送されます。A または AAAA レコードを追加するか、MX から外してください。", null, host);
        else if (addresses.All(IsPrivate)) findings.Add(PostureLevel.Bad, "private", $"The mail exchange {host} has only addresses that the Internet cannot reach.", $"メールサーバー {host} のアドレスはインターネットから到達できません。", string.Join(", ", addresses), host);
    }

    private static async ValueTask<List<IPAddress>?> AddressesAsync(PostureLookup lookup, string host, CancellationToken cancellation)
    {
        var addresses = new List<IPAddress>();
        var failed = false;
        foreach (var type in new[] { DnsRecordType.A, DnsRecordType.Aaaa })
        {
            var answer = await ((IDnsResolver)lookup).ResolveAsync(host, type, cancellation);
            failed |= answer.IsTemporary;
            addresses.AddRange(answer.Records.OfType<AddressRecord>().Select(record => record.Address));
        }

        return addresses.Count == 0 && failed ? null : addresses;
    }

    private static bool IsPrivate(IPAddress address)
    {
        address = DomainText.Plain(address);
        if (IPAddress.IsLoopback(address) || address.IsIPv6LinkLocal || address.IsIPv6UniqueLocal) return true;
        var bytes = address.GetAddressBytes();
        // RFC 1918, RFC 6598, RFC 3927
        return bytes.Length == 4 && (bytes[0] is 0 or 10 || (bytes[0] == 172 && (bytes[1] & 0xF0) == 16) || (bytes[0] == 192 && bytes[1] == 168) || (bytes[0] == 100 && (bytes[1] & 0xC0) == 64) || (bytes[0] == 169 && bytes[1] == 254));
    }
}
