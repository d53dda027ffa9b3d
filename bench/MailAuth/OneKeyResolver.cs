using System.Security.Cryptography;
using System.Text;
using Sekisho.Dns;
using Sekisho.Dns.Names;
using Sekisho.Dns.Records;
using Sekisho.Kernel.Cryptography;

namespace Sekisho.Bench.MailAuth;

/// <summary>Has the keys, as a resolver's cache would.</summary>
internal sealed class OneKeyResolver : IDnsResolver
{
    private readonly byte[] _rsa;
    private readonly byte[] _ed25519;

    public OneKeyResolver(RSA rsa, IEd25519? ed25519, byte[] seed)
    {
        _rsa = Encoding.ASCII.GetBytes("v=DKIM1; k=rsa; p=" + Convert.ToBase64String(rsa.ExportSubjectPublicKeyInfo()));
        var key = new byte[32];
        ed25519?.GetPublicKey(seed, key);
        _ed25519 = Encoding.ASCII.GetBytes("v=DKIM1; k=ed25519; p=" + Convert.ToBase64String(key));
    }

    public ValueTask<DnsAnswer> ResolveAsync(DnsName name, DnsRecordType type, CancellationToken cancellation = default) =>
        ValueTask.FromResult(new DnsAnswer
        {
            Status = DnsStatus.Success,
            Name = name,
            Type = type,
            CanonicalName = name,
            Records = [new TxtRecord(name, 60, [name.Text.StartsWith("rsa.", StringComparison.Ordinal) ? _rsa : _ed25519])],
        });
}
