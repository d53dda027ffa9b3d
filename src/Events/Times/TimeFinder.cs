using System.Text;
using Sekisho.Events.Names;

namespace Sekisho.Events.Times;

/// <summary>Finds when an event happened, and the number its log gave it; remembers which numbers the telling names have.</summary>
/// <param name="names">The names of the reader.</param>
internal sealed class TimeFinder(FieldNames names)
{
    /// <summary>The names under which events say when they happened, the best first.</summary>
    private static readonly string[] Names =
    [
        "SystemTime", "UtcTime", "@timestamp", "TimeCreated", "eventTime", "CreationTime", "EventTime", "timestamp", "Timestamp", "time", "Time",
        "published", "requestReceivedTimestamp", "createdDateTime", "activityDateTime", "ts", "_time", "date",
    ];

    private const byte None = byte.MaxValue;

    private readonly int _recordId = names.Add("EventRecordID"u8);
    private readonly byte[] _rankOfName = RanksOf(names);

    /// <summary>Sets time and record number of an event.</summary>
    public void Apply(EventRecord record)
    {
        var (best, bestAt) = (None, -1);
        for (var i = 0; i < record.Count; i++)
        {
            var name = record.NameId(i);
            if (name < 0) continue;
            if (name == _recordId && Utf8Number(record.Text(i)) is { } id) record.RecordId ??= id;
            if (name >= _rankOfName.Length || _rankOfName[name] >= best) continue;
            (best, bestAt) = (_rankOfName[name], i);
        }

        if (bestAt >= 0) record.SetTimeFrom(bestAt);
    }

    private static long? Utf8Number(ReadOnlySpan<byte> text) =>
        System.Buffers.Text.Utf8Parser.TryParse(text, out long value, out var used) && used == text.Length ? value : null;

    private static byte[] RanksOf(FieldNames names)
    {
        var ids = Names.Select(name => names.Add(Encoding.UTF8.GetBytes(name))).ToArray();
        var ranks = new byte[ids.Max() + 1];
        Array.Fill(ranks, None);
        for (var i = ids.Length - 1; i >= 0; i--)
            if (ids[i] >= 0) ranks[ids[i]] = (byte)i;
        return ranks;
    }
}
