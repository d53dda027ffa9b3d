using Sekisho.Dns;
using Sekisho.Dns.Names;
using Sekisho.Dns.Records;

namespace Sekisho.MailAuth.Posture;

/// <summary>Look-ups of one examination, counted: a domain whose records lead everywhere must not keep us busy.</summary>
internal sealed class PostureLookup(IDnsResolver resolver) : IDnsResolver
{
    /// <summary>Look-ups of one examination; what comes after has no answer.</summary>
    public const int Most = 400;

    private int _count;

    public async ValueTask<DnsAnswer> ResolveAsync(DnsName name, DnsRecordType type, CancellationToken cancellation = default)
    {
        if (Interlocked.Increment(ref _count) > Most)
            return new DnsAnswer { Status = DnsStatus.Timeout, Name = name, Type = type, CanonicalName = name, Detail = "Too many look-ups." };
        return await resolver.ResolveAsync(name, type, cancellation);
    }

    /// <summary>The texts of a name; null where the DNS failed.</summary>
    public async ValueTask<IReadOnlyList<string>?> TextsAsync(string name, CancellationToken cancellation)
    {
        var answer = await ((IDnsResolver)this).ResolveAsync(name, DnsRecordType.Txt, cancellation);
        return answer.IsTemporary ? null : [.. answer.Records.OfType<TxtRecord>().Select(record => record.Text)];
    }
}
