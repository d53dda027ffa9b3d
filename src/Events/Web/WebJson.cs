using System.Text;
using Sekisho.Events.Names;

namespace Sekisho.Events.Web;

/// <summary>Gives requests that were logged as JSON the fields that rules use, from nginx' names of variables; the fields as logged stay.</summary>
internal sealed class WebJson
{
    private delegate void Adding(ReadOnlySpan<byte> text, EventRecord into);

    private readonly Dictionary<int, (Adding Add, bool OfRequest)> _byName = [];
    private readonly int _request;
    private byte[] _copy = new byte[1024];

    public WebJson(FieldNames names, WebFields fields)
    {
        _request = names.Add("request"u8);
        Know(names, fields.Client, ofRequest: false, "remote_addr", "remote_ip", "client_ip", "clientip", "client");
        Know(names, fields.Host, ofRequest: false, "http_host", "host", "server_name", "vhost");
        Know(names, fields.User, ofRequest: false, "remote_user", "auth_user");
        Know(names, fields.Request, ofRequest: false, "request");
        Know(names, fields.Method, ofRequest: true, "request_method", "method", "verb");
        Know(names, fields.Target, ofRequest: true, "request_uri", "uri", "url", "path");
        Know(names, fields.Status, ofRequest: false, "status", "response", "status_code");
        Know(names, fields.Bytes, ofRequest: false, "body_bytes_sent", "bytes_sent", "bytes", "size");
        Know(names, fields.Referer, ofRequest: false, "http_referer", "http_referrer", "referer", "referrer");
        Know(names, fields.Agent, ofRequest: false, "http_user_agent", "user_agent", "agent", "useragent");
    }

    /// <summary>The names of the first object are those of an access log.</summary>
    public static bool Fits(IReadOnlySet<string> names) =>
        names.Contains("status") && (names.Contains("remote_addr") || names.Contains("http_user_agent")) && (names.Contains("request") || names.Contains("request_uri") || names.Contains("request_method"));

    /// <summary>Adds the fields to an event.</summary>
    public void Add(EventRecord into)
    {
        var count = into.Count;
        // The request line says method and target already.
        var hasRequest = into.IndexOf(_request) >= 0;
        for (var i = 0; i < count; i++)
        {
            if (!_byName.TryGetValue(into.NameId(i), out var adding)) continue;
            if (hasRequest && adding.OfRequest) continue;
            var text = into.Text(i);
            if (_copy.Length < text.Length) _copy = new byte[text.Length * 2];
            text.CopyTo(_copy);
            adding.Add(_copy.AsSpan(0, text.Length), into);
        }
    }

    private void Know(FieldNames names, Adding adding, bool ofRequest, params string[] raw)
    {
        foreach (var name in raw) _byName.TryAdd(names.Add(Encoding.UTF8.GetBytes(name)), (adding, ofRequest));
    }
}
