using System.Text;
using Sekisho.Events.Json;
using Sekisho.Events.Sources;
using Sekisho.Kernel.Bytes;
using Sekisho.Kernel.Time;

namespace Sekisho.Events.SekishoLog;

/// <summary>
/// Reads Sekisho's own log (JSON, one record a line: t, level, role, category, event, message and the record's
/// fields). Its source is product <c>sekisho</c>, the role as service without the number of its process, and the
/// category of the record.
/// </summary>
internal sealed class SekishoEventReader : JsonLogReader
{
    /// <summary>At most so many kinds of records are told apart; those beyond have the product only.</summary>
    private const int MaxSources = 1024;

    private static readonly EventSource Any = new() { Product = "sekisho" };

    private readonly int _time;
    private readonly int _role;
    private readonly int _category;
    private readonly ByteStringTable _keys = new();
    private readonly List<EventSource> _sources = [];
    private readonly byte[] _key = new byte[256];

    public SekishoEventReader(Stream stream, EventReaderOptions options)
        : base(stream, options)
    {
        _time = options.Names.Add("t"u8);
        _role = options.Names.Add("role"u8);
        _category = options.Names.Add("category"u8);
    }

    public override EventFormat Format => EventFormat.Sekisho;

    /// <summary>The names of the first object are those of a record.</summary>
    public static bool Fits(IReadOnlySet<string> names) => names.Contains("t") && names.Contains("level") && names.Contains("role") && names.Contains("category") && names.Contains("message");

    protected override string? Parse(ReadOnlySpan<byte> json, EventRecord into)
    {
        if (Flatten(json, into) is { } problem) return problem;
        if (into.IndexOf(_time) is >= 0 and var at && TimeText.TryParse(into.Text(at), out var time)) into.Time = time;
        into.Source = SourceOf(into.IndexOf(_role) is >= 0 and var role ? into.Text(role) : default, into.IndexOf(_category) is >= 0 and var category ? into.Text(category) : default);
        return null;
    }

    private EventSource SourceOf(ReadOnlySpan<byte> role, ReadOnlySpan<byte> category)
    {
        // inspect.2 is the second process of the role inspect.
        if (role.IndexOf((byte)'.') is > 0 and var dot) role = role[..dot];
        if (role.Length + category.Length + 1 > _key.Length) return Any;
        role.CopyTo(_key);
        _key[role.Length] = 0;
        category.CopyTo(_key.AsSpan(role.Length + 1));
        var key = _key.AsSpan(0, role.Length + 1 + category.Length);
        if (_keys.Find(key) is >= 0 and var known) return _sources[known];
        if (_sources.Count == MaxSources) return Any;
        _keys.Add(key);
        _sources.Add(new EventSource
        {
            Product = "sekisho",
            Service = role.IsEmpty ? null : Encoding.UTF8.GetString(role).ToLowerInvariant(),
            Categories = category.IsEmpty ? [] : [Encoding.UTF8.GetString(category).ToLowerInvariant()],
        });
        return _sources[^1];
    }
}
