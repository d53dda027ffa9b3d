using Sekisho.Events.Json;

namespace Sekisho.Events.M365;

/// <summary>Records of the unified audit log as JSON, or objects that have them as text in AuditData.</summary>
internal sealed class M365JsonReader(Stream stream, EventReaderOptions options) : JsonLogReader(stream, options)
{
    private readonly M365Fields _fields = new(options.Names);
    private readonly int _auditData = options.Names.Add("AuditData"u8);
    private byte[] _inner = new byte[1024];

    public override EventFormat Format => EventFormat.M365;

    /// <summary>The names of the first object are those of a record.</summary>
    public static bool Fits(IReadOnlySet<string> names) =>
        (names.Contains("Workload") && names.Contains("Operation") && names.Contains("RecordType")) || (names.Contains("AuditData") && names.Contains("RecordType"));

    protected override string? Parse(ReadOnlySpan<byte> json, EventRecord into)
    {
        if (Flatten(json, into) is { } problem) return problem;
        if (into.IndexOf(_auditData) is >= 0 and var at && into.Kind(at) == EventValueKind.Text)
        {
            var text = into.Text(at);
            if (_inner.Length < text.Length) _inner = new byte[text.Length * 2];
            text.CopyTo(_inner);
            if (Flatten(_inner.AsSpan(0, text.Length), into) is { } inner) return $"AuditData: {inner}";
        }

        _fields.Add(into);
        return null;
    }
}
