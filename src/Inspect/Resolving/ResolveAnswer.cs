using System.Net;
using Sekisho.Dns;
using Sekisho.Dns.Names;
using Sekisho.Dns.Records;

namespace Sekisho.Inspect.Resolving;

/// <summary>Answers as they travel between the roles.</summary>
public static class ResolveAnswer
{
    /// <summary>Records of one answer that travel; more are cut off (a DNS message holds some thousand).</summary>
    public const int MaxRecords = 1000;

    /// <summary>No answer says that it holds longer: a day.</summary>
    public const int MaxTtlSeconds = 86_400;

    /// <summary>The types that are looked up for inspection: what SPF, DKIM and DMARC need.</summary>
    public static bool IsAllowed(DnsRecordType type) => type is DnsRecordType.Txt or DnsRecordType.A or DnsRecordType.Aaaa or DnsRecordType.Mx or DnsRecordType.Ptr;

    /// <summary>An answer as a reply.</summary>
    public static ResolveReply ToReply(DnsAnswer answer)
    {
        ArgumentNullException.ThrowIfNull(answer);
        return new ResolveReply
        {
            Status = answer.Status,
            Records = [.. answer.Records.Take(MaxRecords).Select(Written).OfType<ResolvedRecord>()],
            CanonicalName = answer.CanonicalName.Text,
            TtlSeconds = (int)Math.Clamp(answer.TimeToLive.TotalSeconds, 0, MaxTtlSeconds),
            Detail = answer.Detail,
        };
    }

    /// <summary>A reply as an answer; what cannot be read in it is left out.</summary>
    public static DnsAnswer ToAnswer(ResolveReply reply, DnsName name, DnsRecordType type)
    {
        ArgumentNullException.ThrowIfNull(reply);
        return new DnsAnswer
        {
            Status = reply.Status,
            Name = name,
            Type = type,
            CanonicalName = reply.CanonicalName is { } text && DnsName.TryParse(text, out var canonical) ? canonical : name,
            Records = [.. reply.Records.Select(record => Read(record, name, type)).OfType<DnsRecord>()],
            TimeToLive = TimeSpan.FromSeconds(Math.Clamp(reply.TtlSeconds, 0, MaxTtlSeconds)),
            Detail = reply.Detail,
        };
    }

    private static ResolvedRecord? Written(DnsRecord record) => record switch
    {
        TxtRecord text => new ResolvedRecord { TtlSeconds = record.TtlSeconds, Strings = [.. text.Strings.Select(part => Convert.ToBase64String(part.Span))] },
        AddressRecord address => new ResolvedRecord { TtlSeconds = record.TtlSeconds, Address = address.Address.ToString() },
        MxRecord mx => new ResolvedRecord { TtlSeconds = record.TtlSeconds, Target = mx.Exchange.Text, Preference = mx.Preference },
        NameRecord pointer => new ResolvedRecord { TtlSeconds = record.TtlSeconds, Target = pointer.Target.Text },
        _ => null,
    };

    private static DnsRecord? Read(ResolvedRecord record, DnsName name, DnsRecordType type)
    {
        switch (type)
        {
            case DnsRecordType.Txt when record.Strings is { } strings:
                var parts = new List<ReadOnlyMemory<byte>>();
                foreach (var text in strings)
                {
                    var bytes = new byte[text.Length];
                    if (!Convert.TryFromBase64String(text, bytes, out var length)) return null;
                    parts.Add(bytes.AsMemory(0, length));
                }

                return new TxtRecord(name, record.TtlSeconds, parts);
            case DnsRecordType.A or DnsRecordType.Aaaa when IPAddress.TryParse(record.Address, out var address): return new AddressRecord(name, record.TtlSeconds, address);
            case DnsRecordType.Mx when DnsName.TryParse(record.Target, out var exchange): return new MxRecord(name, record.TtlSeconds, (ushort)record.Preference, exchange);
            case DnsRecordType.Ptr when DnsName.TryParse(record.Target, out var target): return new NameRecord(name, type, record.TtlSeconds, target);
            default: return null;
        }
    }
}
