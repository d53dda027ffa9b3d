using System.Text;
using Sekisho.MailAuth.Dkim;
using Sekisho.MailAuth.Dmarc;
using Sekisho.MailAuth.Results;
using Sekisho.MailAuth.Spf;
using Sekisho.Testing.Fuzzing;

namespace Sekisho.Fuzz.Targets;

/// <summary>The readers of records and result fields: no bytes make them throw, and what results are written can be read again.</summary>
public sealed class MailAuthRecordsTarget : IFuzzTarget
{
    private static readonly DkimOptions Options = new();

    private readonly DkimKeyReader _keys = new();

    public string Name => "mailauth-records";

    public IReadOnlyList<byte[]> Seeds { get; } =
    [
        "v=spf1 a:%{l1r-+}.%{d2}/24//64 mx ptr:x.example ip4:192.0.2.0/24 ip6:2001:db8::/32 exists:%{ir}.x.example include:y.example ?all redirect=z.example exp=w.%{o} other=%%%_%-"u8.ToArray(),
        "v=DMARC1; p=reject; sp=none; np=quarantine; adkim=s; aspf=r; psd=u; t=y; fo=1:d:s; rua=mailto:a@example.com!10m,https://x.example; ruf=mailto:b@example.com"u8.ToArray(),
        "v=DKIM1; h=sha256:sha1; k=rsa; n=note; s=email:*; t=y:s; p=MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQDkHlOQoBTzWRiGs5V6NpP3idY6Wk08a5qhdR6wy5bdOKb2jLQiY/J16JYi0Qvx/byYzCNb3W91y3FutACDfzwQ/BC/e/8uBsCR+yz1Lxj+PL6lHvqMKrM3rG4hstT5QjvHO9PzoxZyVYLzBfO2EeC3Ip3G+2kryOTIKT+l/K4w3QIDAQAB"u8.ToArray(),
        "v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo="u8.ToArray(),
        "v=1; a=rsa-sha256; c=relaxed/simple; d=example.com; s=a.b; i=x=40y@z.example.com; l=10; q=dns/txt; t=1; x=2; h=from:to; bh=2jUSOH9NhtVGCQWNr9BrIAPreKQjO6Sn7XIkfJVOzv8=; b=AAAA"u8.ToArray(),
        "(c (d)) \"mx.example.com\" 1; spf/1=fail (x) reason=\"a \\\" b\" smtp.mailfrom=\"q q\"@example.com; dkim=pass header.d=example.com; none"u8.ToArray(),
    ];

    public void Run(byte[] input)
    {
        var text = Encoding.UTF8.GetString(input);
        if (SpfRecordReader.IsSpf(text)) _ = SpfRecordReader.TryRead(text, out _, out _);
        _ = MacroString.TryParse(text, MacroUse.Explanation, out _);
        _ = DmarcRecordReader.Read(text);
        _ = _keys.Read(text, DkimAlgorithm.RsaSha256, Options, out _);
        _ = _keys.Read(text, DkimAlgorithm.Ed25519Sha256, Options, out _);
        _ = DkimSignatureReader.Read(input, Options, arc: false, out _);
        _ = DkimSignatureReader.Read(input, Options, arc: true, out _);
        _ = ForeignResults.Claims(input, "mx.example.com");
        if (AuthenticationResultsReader.Read(input) is not { } results) return;
        var written = AuthenticationResultsWriter.Payload(results);
        if (AuthenticationResultsReader.Read(written) is not { } again || again.Results.Count != results.Results.Count) throw new InvalidOperationException($"Results do not survive being written: {written}");
    }
}
