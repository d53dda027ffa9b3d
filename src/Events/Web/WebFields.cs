using System.Buffers.Text;
using Sekisho.Events.Names;
using Sekisho.Events.Sources;

namespace Sekisho.Events.Web;

/// <summary>
/// Puts a request into an event, under the names of Sigma's category <c>webserver</c> (taxonomy: the fields of the W3C
/// extended log). Rules of the public set use two names for some things, and <c>cs-uri-query</c> for the query as well
/// as for path and query: the event then has both.
/// </summary>
internal sealed class WebFields(FieldNames names)
{
    public static readonly EventSource Source = new() { Categories = ["webserver"] };

    private readonly int _client = names.Add("c-ip"u8);
    private readonly int _host = names.Add("cs-host"u8);
    private readonly int _user = names.Add("cs-username"u8);
    private readonly int _method = names.Add("cs-method"u8);
    private readonly int _uri = names.Add("cs-uri"u8);
    private readonly int _clientUri = names.Add("c-uri"u8);
    private readonly int _stem = names.Add("cs-uri-stem"u8);
    private readonly int _query = names.Add("cs-uri-query"u8);
    private readonly int _clientQuery = names.Add("c-uri-query"u8);
    private readonly int _version = names.Add("cs-version"u8);
    private readonly int _status = names.Add("sc-status"u8);
    private readonly int _bytes = names.Add("sc-bytes"u8);
    private readonly int _referer = names.Add("cs-referer"u8);
    private readonly int _agent = names.Add("c-useragent"u8);
    private readonly int _agent2 = names.Add("cs-user-agent"u8);
    private readonly int _other = names.Add("other"u8);
    private byte[] _decoded = new byte[1024];

    public void Client(ReadOnlySpan<byte> text, EventRecord into) => Add(_client, text, into);

    public void Host(ReadOnlySpan<byte> text, EventRecord into) => Add(_host, text, into);

    public void User(ReadOnlySpan<byte> text, EventRecord into) => Add(_user, text, into);

    public void Status(ReadOnlySpan<byte> text, EventRecord into) => Add(_status, text, into, EventValueKind.Number);

    public void Bytes(ReadOnlySpan<byte> text, EventRecord into) => Add(_bytes, text, into, EventValueKind.Number);

    public void Referer(ReadOnlySpan<byte> text, EventRecord into) => Add(_referer, text, into);

    public void Agent(ReadOnlySpan<byte> text, EventRecord into)
    {
        Add(_agent, text, into);
        Add(_agent2, text, into);
    }

    /// <summary>What stands behind the known parts, in quotes or not.</summary>
    public void Other(ReadOnlySpan<byte> text, EventRecord into) => Add(_other, text, into);

    public void Method(ReadOnlySpan<byte> text, EventRecord into) => Add(_method, text, into);

    /// <summary>A request line: method, target and version. One that is none (a TLS greeting, for instance) is all target.</summary>
    public void Request(ReadOnlySpan<byte> request, EventRecord into)
    {
        if (request.IsEmpty || request.SequenceEqual("-"u8)) return;
        var space = request.IndexOf((byte)' ');
        if (space <= 0 || request[..space].IndexOfAnyExceptInRange((byte)'A', (byte)'Z') >= 0)
        {
            Target(request, into);
            return;
        }

        Add(_method, request[..space], into);
        var target = request[(space + 1)..];
        var last = target.LastIndexOf((byte)' ');
        if (last >= 0 && target[(last + 1)..].StartsWith("HTTP/"u8))
        {
            Add(_version, target[(last + 1)..], into);
            target = target[..last];
        }

        Target(target, into);
    }

    /// <summary>The target of a request: path and query.</summary>
    public void Target(ReadOnlySpan<byte> target, EventRecord into)
    {
        if (target.IsEmpty) return;
        target = Decode(target);
        AddPlain(_uri, target, into);
        AddPlain(_clientUri, target, into);
        var mark = target.IndexOf((byte)'?');
        AddPlain(_stem, mark < 0 ? target : target[..mark], into);
        if (mark >= 0 && mark + 1 < target.Length)
        {
            AddPlain(_query, target[(mark + 1)..], into);
            AddPlain(_clientQuery, target[(mark + 1)..], into);
        }

        AddPlain(_query, target, into);
    }

    private void Add(int name, ReadOnlySpan<byte> text, EventRecord into, EventValueKind kind = EventValueKind.Text)
    {
        // A dash stands for nothing.
        if (!text.IsEmpty && !text.SequenceEqual("-"u8)) into.Add(name, kind, Decode(text));
    }

    private static void AddPlain(int name, ReadOnlySpan<byte> text, EventRecord into) => into.Add(name, EventValueKind.Text, text);

    /// <summary>Takes \xHH, \" and the like out, as servers write them for bytes that would break the line.</summary>
    private ReadOnlySpan<byte> Decode(ReadOnlySpan<byte> text)
    {
        if (text.IndexOf((byte)'\\') < 0) return text;
        if (_decoded.Length < text.Length) _decoded = new byte[text.Length * 2];
        var written = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != (byte)'\\' || i + 1 == text.Length)
            {
                _decoded[written++] = text[i];
                continue;
            }

            i++;
            if (text[i] == (byte)'x' && i + 2 < text.Length && Utf8Parser.TryParse(text.Slice(i + 1, 2), out byte value, out var used, 'x') && used == 2)
            {
                _decoded[written++] = value;
                i += 2;
            }
            else _decoded[written++] = text[i] switch { (byte)'n' => (byte)'\n', (byte)'r' => (byte)'\r', (byte)'t' => (byte)'\t', (byte)'v' => 11, (byte)'b' => 8, (byte)'f' => 12, var other => other };
        }

        return _decoded.AsSpan(0, written);
    }
}
