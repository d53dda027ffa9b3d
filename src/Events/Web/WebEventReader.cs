using Sekisho.Events.Json;
using Sekisho.Events.Lines;
using Sekisho.Events.Times;

namespace Sekisho.Events.Web;

/// <summary>Reads access logs of web servers: common, combined, with virtual host, and lines of JSON as nginx is often set up to write.</summary>
internal sealed class WebEventReader : LineEventReader
{
    private readonly WebFields _fields;
    private readonly JsonFlattening _json;
    private readonly WebJson _names;
    private readonly TimeFinder _times;

    public WebEventReader(Stream stream, EventReaderOptions options)
        : base(stream, options)
    {
        _fields = new WebFields(options.Names);
        _json = new JsonFlattening(options.Names, options.MaxDepth);
        _names = new WebJson(options.Names, _fields);
        _times = new TimeFinder(options.Names);
    }

    public override EventFormat Format => EventFormat.Web;

    /// <summary>The first line is one of an access log.</summary>
    public static bool Fits(ReadOnlySpan<byte> start)
    {
        var end = start.IndexOf((byte)'\n');
        return AccessLine.TryRead((end < 0 ? start : start[..end]).TrimEnd((byte)'\r'), out _) is null;
    }

    protected override string? Parse(ReadOnlySpan<byte> line, EventRecord into)
    {
        into.Source = WebFields.Source;
        if (line[0] == (byte)'{')
        {
            if (_json.Read(line, into) is { } wrong) return wrong;
            _names.Add(into);
            _times.Apply(into);
            return null;
        }

        if (AccessLine.TryRead(line, out var parts) is { } problem) return problem;
        _fields.Client(parts.Client, into);
        _fields.Host(parts.Host, into);
        _fields.User(parts.User, into);
        _fields.Request(parts.Request, into);
        _fields.Status(parts.Status, into);
        _fields.Bytes(parts.Bytes, into);
        _fields.Referer(parts.Referer, into);
        _fields.Agent(parts.Agent, into);
        while (!parts.Rest.IsEmpty)
        {
            if (AccessLine.Quoted(ref parts.Rest, out var part)) _fields.Other(part, into);
            else
            {
                _fields.Other(parts.Rest, into);
                break;
            }
        }

        into.Time = parts.Time;
        return null;
    }
}
