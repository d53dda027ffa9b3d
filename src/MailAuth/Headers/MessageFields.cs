using System.Text;

namespace Sekisho.MailAuth.Headers;

/// <summary>
/// The header of a message as signatures see it: fields in their bytes, nothing decoded, nothing copied. Every LF ends a
/// line, with or without CR before it (both are CRLF to the hash, as if a mail server had mended them); a CR alone is
/// data. Lines before the first field and lines without a colon belong to no field.
/// </summary>
internal sealed class MessageFields
{
    private readonly List<RawField> _fields = [];
    private Dictionary<string, List<int>>? _byName;

    private MessageFields(ReadOnlyMemory<byte> source) => Source = source;

    /// <summary>The whole message.</summary>
    public ReadOnlyMemory<byte> Source { get; }

    /// <summary>From top to bottom.</summary>
    public IReadOnlyList<RawField> Fields => _fields;

    /// <summary>Where the body begins; the length of the message where it has none.</summary>
    public int BodyStart { get; private set; }

    /// <summary>The header exceeds a limit; the fields up to there were read.</summary>
    public bool IsTooLarge { get; private set; }

    /// <summary>A line of the header ends with LF alone.</summary>
    public bool HasBareLineFeeds { get; private set; }

    public ReadOnlyMemory<byte> Body => Source[BodyStart..];

    /// <summary>Reads the header of a message. Never throws; linear.</summary>
    /// <param name="message">The message.</param>
    /// <param name="maxHeaderBytes">A longer header is not read on: stops headers of megabytes.</param>
    /// <param name="maxFields">More fields are not read: stops floods of tiny ones.</param>
    public static MessageFields Read(ReadOnlyMemory<byte> message, int maxHeaderBytes, int maxFields)
    {
        var result = new MessageFields(message);
        result.Read(message.Span, maxHeaderBytes, maxFields);
        return result;
    }

    /// <summary>The name as it is written.</summary>
    public ReadOnlySpan<byte> NameOf(RawField field) => Source.Span.Slice(field.Start, field.NameLength);

    /// <summary>The value behind the colon, folds included.</summary>
    public ReadOnlySpan<byte> ValueOf(RawField field) => Source.Span[field.ValueStart..field.End];

    /// <summary>The positions of the fields of that name, from top to bottom.</summary>
    public IReadOnlyList<int> IndexesOf(string name)
    {
        if (_byName is null)
        {
            _byName = new Dictionary<string, List<int>>(StringComparer.OrdinalIgnoreCase);
            for (var i = 0; i < _fields.Count; i++)
            {
                var key = Encoding.Latin1.GetString(NameOf(_fields[i]));
                if (!_byName.TryGetValue(key, out var list)) _byName[key] = list = [];
                list.Add(i);
            }
        }

        return _byName.TryGetValue(name, out var found) ? found : [];
    }

    private void Read(ReadOnlySpan<byte> bytes, int maxHeaderBytes, int maxFields)
    {
        var at = 0;
        var open = false;
        while (at < bytes.Length)
        {
            var step = bytes[at..].IndexOf((byte)'\n');
            var next = step < 0 ? bytes.Length : at + step + 1;
            var end = step < 0 ? bytes.Length : next - 1;
            if (step >= 0)
            {
                if (end > at && bytes[end - 1] == '\r') end--;
                else HasBareLineFeeds = true;
            }

            if (end == at && step >= 0)
            {
                BodyStart = next;
                return;
            }

            if (next > maxHeaderBytes || _fields.Count >= maxFields && bytes[at] is not ((byte)' ' or (byte)'\t'))
            {
                IsTooLarge = true;
                BodyStart = FindBody(bytes, at);
                return;
            }

            if (bytes[at] is (byte)' ' or (byte)'\t')
            {
                // A fold; behind a line that is no field it belongs to no field either.
                if (open) _fields[^1] = _fields[^1] with { End = end };
            }
            else open = AddField(bytes, at, end);

            at = next;
        }

        BodyStart = bytes.Length;
    }

    private bool AddField(ReadOnlySpan<byte> bytes, int start, int end)
    {
        var colon = bytes[start..end].IndexOf((byte)':');
        if (colon <= 0) return false;
        var name = bytes.Slice(start, colon).TrimEnd(" \t"u8);
        _fields.Add(new RawField(start, name.Length, start + colon + 1, end));
        return true;
    }

    private static int FindBody(ReadOnlySpan<byte> bytes, int from)
    {
        var rest = bytes[from..];
        var strict = rest.IndexOf("\r\n\r\n"u8);
        var bare = rest.IndexOf("\n\n"u8);
        if (strict >= 0 && (bare < 0 || strict < bare)) return from + strict + 4;
        return bare >= 0 ? from + bare + 2 : bytes.Length;
    }
}
