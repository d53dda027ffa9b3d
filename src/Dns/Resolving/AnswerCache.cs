using Sekisho.Dns.Names;
using Sekisho.Dns.Records;

namespace Sekisho.Dns.Resolving;

/// <summary>Answers by question, bounded by number and by records; the least recently used goes first.</summary>
internal sealed class AnswerCache(int maxEntries, int maxRecords, TimeProvider clock)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<(DnsName Name, DnsRecordType Type), LinkedListNode<Entry>> _entries = [];
    private readonly LinkedList<Entry> _byUse = new();
    private int _records;

    public int Count
    {
        get
        {
            lock (_lock) return _entries.Count;
        }
    }

    /// <summary>The answer with what is left of its time, or null.</summary>
    public DnsAnswer? Find(DnsName name, DnsRecordType type)
    {
        lock (_lock)
        {
            if (!_entries.TryGetValue((name, type), out var node)) return null;
            var left = node.Value.Ends - clock.GetUtcNow();
            if (left <= TimeSpan.Zero)
            {
                Remove(node);
                return null;
            }

            _byUse.Remove(node);
            _byUse.AddFirst(node);
            return node.Value.Answer with { TimeToLive = left };
        }
    }

    /// <summary>Keeps the answer for its time to live.</summary>
    public void Add(DnsAnswer answer)
    {
        if (answer.TimeToLive <= TimeSpan.Zero || Weight(answer) > maxRecords || maxEntries < 1) return;
        lock (_lock)
        {
            if (_entries.TryGetValue((answer.Name, answer.Type), out var old)) Remove(old);
            _entries[(answer.Name, answer.Type)] = _byUse.AddFirst(new Entry(answer, clock.GetUtcNow() + answer.TimeToLive));
            _records += Weight(answer);
            while (_entries.Count > maxEntries || _records > maxRecords) Remove(_byUse.Last!);
        }
    }

    // An answer without records has its weight, too.
    private static int Weight(DnsAnswer answer) => 1 + answer.Records.Count;

    private void Remove(LinkedListNode<Entry> node)
    {
        _byUse.Remove(node);
        _entries.Remove((node.Value.Answer.Name, node.Value.Answer.Type));
        _records -= Weight(node.Value.Answer);
    }

    private sealed record Entry(DnsAnswer Answer, DateTimeOffset Ends);
}
