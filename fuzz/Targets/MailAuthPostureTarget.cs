using System.Text;
using Sekisho.Dns;
using Sekisho.Dns.Names;
using Sekisho.Dns.Records;
using Sekisho.MailAuth.Posture;
using Sekisho.Testing.Fuzzing;

namespace Sekisho.Fuzz.Targets;

/// <summary>What the world sees of a domain, where every name has the same hostile text: the examination ends with findings and within its look-ups.</summary>
public sealed class MailAuthPostureTarget : IFuzzTarget
{
    public string Name => "mailauth-posture";

    public IReadOnlyList<byte[]> Seeds { get; } =
    [
        "v=spf1 include:a.example redirect=b.example a mx exists:%{i}.c.example ip4:0.0.0.0/0 -all"u8.ToArray(),
        "v=DMARC1; p=none; sp=reject; np=none; t=y; pct=5; rua=mailto:a@b.example!10m,mailto:c@example.com"u8.ToArray(),
        "v=DKIM1; k=rsa; t=y:s; p=MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQ"u8.ToArray(),
        "v=STSv1; id=20260101"u8.ToArray(),
        "version: STSv1\r\nmode: enforce\r\nmx: *.example.com\r\nmax_age: 1\r\n"u8.ToArray(),
        "v=TLSRPTv1; rua=mailto:a@example.com,https://example.com/"u8.ToArray(),
        "v=BIMI1; l=https://example.com/a.svg; a="u8.ToArray(),
    ];

    public void Run(byte[] input)
    {
        var zone = new OneText(input);
        var examination = new DomainPosture(zone, zone, TimeProvider.System).ExamineAsync(new PostureRequest { Domain = "example.com", Selectors = ["s1"] }).AsTask();
        // Nothing waits: every look-up is answered at once.
        if (!examination.IsCompletedSuccessfully) throw new InvalidOperationException("The examination does not end.", examination.Exception);
        if (examination.Result.Count == 0 || examination.Result.Any(finding => finding.Text.En.Length == 0 || finding.Text.Ja.Length == 0)) throw new InvalidOperationException("A finding without words.");
        if (zone.Asked > 500) throw new InvalidOperationException("More look-ups than the limit.");
        foreach (var record in examination.Result.SelectMany(finding => finding.Records)) _ = record.ToZoneLine();
    }

    private sealed class OneText(byte[] text) : IDnsResolver, IPolicyFetcher
    {
        public int Asked { get; private set; }

        public ValueTask<DnsAnswer> ResolveAsync(DnsName name, DnsRecordType type, CancellationToken cancellation = default)
        {
            Asked++;
            IReadOnlyList<DnsRecord> records = type switch
            {
                DnsRecordType.Txt => [new TxtRecord(name, 1, [text])],
                DnsRecordType.Mx => [new MxRecord(name, 1, 10, DnsName.TryParse(Encoding.Latin1.GetString(text), out var host) ? host : name)],
                DnsRecordType.Tlsa when text.Length > 3 => [new TlsaRecord(name, 1, text[0], text[1], text[2], text.AsMemory(3))],
                _ => [],
            };
            return ValueTask.FromResult(new DnsAnswer { Status = records.Count > 0 ? DnsStatus.Success : DnsStatus.NoData, Name = name, CanonicalName = name, Type = type, Records = records });
        }

        public ValueTask<FetchedPolicy> FetchAsync(string domain, CancellationToken cancellation) => ValueTask.FromResult(new FetchedPolicy(text, null));
    }
}
