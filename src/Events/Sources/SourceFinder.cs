using System.Runtime.CompilerServices;
using System.Text;
using Sekisho.Events.Names;

namespace Sekisho.Events.Sources;

/// <summary>Finds the log source of the events of one reader; it remembers which numbers the telling names have.</summary>
/// <param name="table">What is known.</param>
/// <param name="names">The names of the reader.</param>
public sealed class SourceFinder(SourceTable table, FieldNames names)
{
    private readonly int _channel = names.Add("Channel"u8);
    private readonly int _provider = names.Add("Provider_Name"u8);
    private readonly int _eventId = names.Add("EventID"u8);
    private readonly (EventSource Source, SourceTable.Channel? Channel, int[] Names)[] _signatures =
        [.. table.Signatures.Select(row => (row.Source, row.Channel, row.Names.Select(name => names.Add(Encoding.UTF8.GetBytes(name))).ToArray()))];

    /// <summary>The source of an event; <see cref="EventSource.Unknown"/> when nothing tells it.</summary>
    /// <param name="record">The event.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public EventSource Find(EventRecord record)
    {
        int channelAt = -1, providerAt = -1, idAt = -1;
        for (var i = 0; i < record.Count; i++)
        {
            var name = record.NameId(i);
            if (name == _channel && channelAt < 0) channelAt = i;
            else if (name == _provider && providerAt < 0) providerAt = i;
            else if (name == _eventId && idAt < 0) idAt = i;
        }

        var channel = (channelAt >= 0 ? table.ChannelOf(record.Text(channelAt)) : null) ?? (providerAt >= 0 ? table.ChannelOfProvider(record.Text(providerAt)) : null);
        if (channel is not null) return idAt >= 0 ? channel.SourceOf(record, names, record.Text(idAt)) : channel.Plain;
        var isNamed = channelAt >= 0 || providerAt >= 0;
        foreach (var (source, meant, signature) in _signatures)
        {
            // An event of Windows that does name its log is of no other.
            if ((meant is not null && isNamed) || !HasAll(record, signature)) continue;
            return meant is not null && idAt >= 0 ? meant.SourceOf(record, names, record.Text(idAt)) : source;
        }

        // A channel or provider that nobody has described is still a Windows log: rules for all of Windows hold.
        return idAt >= 0 && isNamed ? WindowsOnly : EventSource.Unknown;
    }

    // No lambda: what it captures would be allocated for every event.
    private static bool HasAll(EventRecord record, int[] names)
    {
        foreach (var name in names)
            if (record.IndexOf(name) < 0) return false;
        return true;
    }

    private static readonly EventSource WindowsOnly = new() { Product = "windows" };
}
