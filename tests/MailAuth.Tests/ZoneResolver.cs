using System.Net;
using System.Text;
using Sekisho.Dns;
using Sekisho.Dns.Names;
using Sekisho.Dns.Records;

namespace Sekisho.MailAuth.Tests;

/// <summary>A resolver over records in memory: what a test wrote is what there is. Aliases are followed as the real one does.</summary>
public sealed class ZoneResolver : IDnsResolver
{
    private readonly Dictionary<DnsName, List<DnsRecord>> _records = [];
    private readonly Dictionary<(DnsName Name, DnsRecordType Type), DnsStatus> _failures = [];

    /// <summary>Every question that was asked, in order.</summary>
    public List<(string Name, DnsRecordType Type)> Questions { get; } = [];

    /// <summary>Awaited before each answer: lets a test hold answers back.</summary>
    public Func<CancellationToken, ValueTask>? Before { get; set; }

    public ZoneResolver Txt(string name, params string[] strings) => Add(new TxtRecord(Name(name), 60, [.. strings.Select(part => (ReadOnlyMemory<byte>)Encoding.UTF8.GetBytes(part))]));

    public ZoneResolver TxtBytes(string name, params byte[][] strings) => Add(new TxtRecord(Name(name), 60, [.. strings.Select(part => (ReadOnlyMemory<byte>)part)]));

    public ZoneResolver Address(string name, string address) => Add(new AddressRecord(Name(name), 60, IPAddress.Parse(address)));

    public ZoneResolver Mx(string name, int preference, string exchange) => Add(new MxRecord(Name(name), 60, (ushort)preference, exchange.Length == 0 ? default : Name(exchange)));

    public ZoneResolver Ptr(string address, string target) => Add(new NameRecord(DnsName.ForReverse(IPAddress.Parse(address)), DnsRecordType.Ptr, 60, Name(target)));

    public ZoneResolver PtrAt(string name, string target) => Add(new NameRecord(Name(name), DnsRecordType.Ptr, 60, Name(target)));

    public ZoneResolver Alias(string name, string target) => Add(new NameRecord(Name(name), DnsRecordType.Cname, 60, Name(target)));

    /// <summary>Lets the look-ups of a name and type end with a failure.</summary>
    public ZoneResolver Fail(string name, DnsRecordType type, DnsStatus status = DnsStatus.Timeout)
    {
        _failures[(Name(name), type)] = status;
        if (!_records.ContainsKey(Name(name))) _records[Name(name)] = [];
        return this;
    }

    /// <summary>Takes the records of a type away.</summary>
    public ZoneResolver Remove(string name, DnsRecordType type)
    {
        if (_records.TryGetValue(Name(name), out var records)) records.RemoveAll(record => record.Type == type);
        return this;
    }

    public int Asked(string name, DnsRecordType type) => Questions.Count(question => question.Type == type && question.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    public async ValueTask<DnsAnswer> ResolveAsync(DnsName name, DnsRecordType type, CancellationToken cancellation = default)
    {
        Questions.Add((name.Text, type));
        if (Before is { } before) await before(cancellation);
        cancellation.ThrowIfCancellationRequested();
        var at = name;
        for (var aliases = 0; aliases < 9; aliases++)
        {
            if (_failures.TryGetValue((at, type), out var failure)) return new DnsAnswer { Status = failure, Name = name, Type = type, CanonicalName = at };
            var all = _records.TryGetValue(at, out var own) ? own : null;
            var found = all?.Where(record => record.Type == type).ToList() ?? [];
            if (found.Count > 0) return new DnsAnswer { Status = DnsStatus.Success, Name = name, Type = type, CanonicalName = at, Records = found };
            if (all?.OfType<NameRecord>().FirstOrDefault(record => record.Type == DnsRecordType.Cname) is { } alias && type != DnsRecordType.Cname)
            {
                at = alias.Target;
                continue;
            }

            // A name with something below it exists (RFC 8020).
            var exists = all is not null || _records.Keys.Any(key => key.IsWithin(at));
            return new DnsAnswer { Status = exists ? DnsStatus.NoData : DnsStatus.NxDomain, Name = name, Type = type, CanonicalName = at };
        }

        return new DnsAnswer { Status = DnsStatus.Malformed, Name = name, Type = type, CanonicalName = at };
    }

    public ZoneResolver Add(DnsRecord record)
    {
        if (!_records.TryGetValue(record.Name, out var list)) _records[record.Name] = list = [];
        list.Add(record);
        return this;
    }

    private static DnsName Name(string text) => DnsName.TryParse(text, out var name) ? name : throw new ArgumentException($"'{text}' is no name", nameof(text));
}
