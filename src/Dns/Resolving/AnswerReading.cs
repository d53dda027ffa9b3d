using Sekisho.Dns.Messages;
using Sekisho.Dns.Names;
using Sekisho.Dns.Records;

namespace Sekisho.Dns.Resolving;

/// <summary>
/// Takes from an answer what belongs to the question, and only that: records of other names are not believed, whatever
/// section they are in (RFC 5452 §6).
/// </summary>
internal sealed class AnswerReading
{
    private readonly List<DnsRecord> _records = [];

    /// <summary>The end of the aliases that the message holds.</summary>
    public DnsName Name { get; private set; }

    /// <summary>The records of the asked type of <see cref="Name"/>.</summary>
    public IReadOnlyList<DnsRecord> Records => _records;

    /// <summary>How many aliases were followed.</summary>
    public int Aliases { get; private set; }

    /// <summary>The smallest TTL of what was used, in seconds.</summary>
    public uint TtlSeconds { get; private set; } = uint.MaxValue;

    /// <summary>How long the absence holds (RFC 2308 §5), in seconds; 0 without an SOA record: not to be kept.</summary>
    public uint NegativeTtlSeconds { get; private set; }

    /// <summary>Follows the aliases from <paramref name="name"/> within the message.</summary>
    /// <returns>Null when there are more aliases than <paramref name="maxAliases"/>.</returns>
    public static AnswerReading? Read(DnsMessage message, DnsName name, DnsRecordType type, int maxAliases)
    {
        var reading = new AnswerReading { Name = name };

        // One CNAME of each name counts (RFC 2181 §10.1).
        var aliases = new Dictionary<DnsName, NameRecord>();
        foreach (var record in message.Answers)
            if (record is NameRecord { Type: DnsRecordType.Cname } alias) aliases.TryAdd(alias.Name, alias);
        while (type != DnsRecordType.Cname && aliases.TryGetValue(reading.Name, out var next))
        {
            if (++reading.Aliases > maxAliases) return null;
            reading.TtlSeconds = Math.Min(reading.TtlSeconds, next.TtlSeconds);
            reading.Name = next.Target;
        }

        foreach (var record in message.Answers)
        {
            if (record.Type != type || record.Name != reading.Name) continue;
            reading.TtlSeconds = Math.Min(reading.TtlSeconds, record.TtlSeconds);
            reading._records.Add(record);
        }

        foreach (var record in message.Authorities)
            if (record is SoaRecord soa && reading.Name.IsWithin(soa.Name)) reading.NegativeTtlSeconds = Math.Min(soa.TtlSeconds, soa.MinimumSeconds);
        return reading;
    }
}
