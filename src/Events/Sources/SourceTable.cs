using System.Buffers.Text;
using System.Globalization;
using System.Text;
using Sekisho.Events.Names;
using Sekisho.Kernel.Bytes;

namespace Sekisho.Events.Sources;

/// <summary>
/// Tells the log source of an event from its channel, provider and event id, or from the names of its fields. The
/// knowledge is data: <c>channels.tsv</c>, <c>categories.tsv</c>, <c>signatures.tsv</c> (Sigma specification 2.1,
/// taxonomy appendix). Safe for several threads; the reading side (<see cref="SourceFinder"/>) is not.
/// </summary>
public sealed class SourceTable
{
    /// <summary>The table that is built in.</summary>
    public static SourceTable Default { get; } = Load();

    private readonly ByteStringTable _channels = new();
    private readonly List<Channel> _channelRows = [];
    private readonly ByteStringTable _providers = new();
    private readonly List<int> _providerChannels = [];

    internal List<(EventSource Source, Channel? Channel, string[] Names)> Signatures { get; } = [];

    /// <summary>The row of a channel name, compared without regard to case; null when it is not known.</summary>
    internal Channel? ChannelOf(ReadOnlySpan<byte> name) => Lookup(_channels, name) is >= 0 and var found ? _channelRows[found] : null;

    /// <summary>The row of the channel that a provider usually writes to.</summary>
    internal Channel? ChannelOfProvider(ReadOnlySpan<byte> name) => Lookup(_providers, name) is >= 0 and var found ? _channelRows[_providerChannels[found]] : null;

    private static int Lookup(ByteStringTable table, ReadOnlySpan<byte> name)
    {
        if (name.Length is 0 or > 256) return -1;
        Span<byte> folded = stackalloc byte[256];
        return Ascii.ToLower(name, folded, out var written) == System.Buffers.OperationStatus.Done ? table.Find(folded[..written]) : -1;
    }

    private static SourceTable Load()
    {
        var table = new SourceTable();
        var categories = Tsv.Rows("categories.tsv");
        foreach (var cells in Tsv.Rows("channels.tsv"))
        {
            var key = Encoding.UTF8.GetBytes(cells[1].ToLowerInvariant());
            if (cells[0] == "channel")
            {
                if (table._channels.Add(key) == table._channelRows.Count)
                    table._channelRows.Add(new Channel(cells[2], cells[3], categories.Where(row => row[0] == cells[2] && row[1] == cells[3])));
            }
            else if (table._channels.Find(Encoding.UTF8.GetBytes(cells[2].ToLowerInvariant())) is >= 0 and var channel && table._providers.Add(key) == table._providerChannels.Count)
            {
                table._providerChannels.Add(channel);
            }
        }

        foreach (var cells in Tsv.Rows("signatures.tsv"))
        {
            var source = new EventSource { Product = Named(cells[0]), Service = Named(cells[1]), Categories = Named(cells[2])?.Split(',') ?? [] };
            // What an event id means in the channel of that service it also means where the channel is not named.
            var channel = source.Categories.Count > 0 ? null : table._channelRows.Find(row => row.Plain.Product == source.Product && row.Plain.Service == source.Service);
            table.Signatures.Add((source, channel, cells[3].Split(',')));
        }

        return table;
    }

    private static string? Named(string cell) => cell == "-" ? null : cell;

    /// <summary>A channel with what its event ids mean.</summary>
    internal sealed class Channel
    {
        private readonly Dictionary<int, List<(string? Field, string[] Values, EventSource Source)>> _byId = [];

        public Channel(string product, string service, IEnumerable<string[]> categories)
        {
            Plain = new EventSource { Product = product, Service = service };
            foreach (var cells in categories)
            {
                var equals = cells[3].IndexOf('=', StringComparison.Ordinal);
                var source = new EventSource { Product = product, Service = service, Categories = cells[4].Split(',') };
                foreach (var id in cells[2].Split(','))
                {
                    var key = int.Parse(id, CultureInfo.InvariantCulture);
                    if (!_byId.TryGetValue(key, out var rows)) _byId[key] = rows = [];
                    rows.Add(equals < 0 ? (null, [], source) : (cells[3][..equals], cells[3][(equals + 1)..].Split('|'), source));
                }
            }
        }

        public EventSource Plain { get; }

        public EventSource SourceOf(EventRecord record, FieldNames names, ReadOnlySpan<byte> eventId)
        {
            if (!Utf8Parser.TryParse(eventId, out int id, out var used) || used != eventId.Length || !_byId.TryGetValue(id, out var rows)) return Plain;
            foreach (var (field, values, source) in rows)
                if (field is null || Fits(record, names, field, values)) return source;
            return Plain;
        }

        private static bool Fits(EventRecord record, FieldNames names, string field, string[] values)
        {
            var at = record.IndexOf(names.Find(Encoding.UTF8.GetBytes(field)));
            return at >= 0 && values.Contains(Encoding.UTF8.GetString(record.Text(at)), StringComparer.OrdinalIgnoreCase);
        }
    }
}
