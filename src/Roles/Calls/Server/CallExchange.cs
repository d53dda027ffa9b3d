using System.Buffers;
using System.Buffers.Binary;
using System.IO.Pipelines;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http.Features;
using Sekisho.Kernel.Bytes;
using Sekisho.Roles.Calls.Wire;

namespace Sekisho.Roles.Calls.Server;

/// <summary>One request on its way through the callee: reads its parts in order and writes the reply.</summary>
internal sealed class CallExchange : IDisposable
{
    /// <summary>More unread content than this is not read to keep the connection: closing it is cheaper.</summary>
    private const long WorthDrainingBytes = 64 * 1024;

    private readonly IFeatureCollection _features;
    private readonly CallEndpoint _endpoint;
    private readonly KnownCaller _caller;
    private readonly CancellationTokenSource _abort;
    private readonly CancellationTokenRegistration _gone;
    private readonly PipeReader _body;
    private readonly ByteBudget _requestBytes;
    private readonly long _bodyBytes;
    private RequestContent? _content;
    private long _unreadBytes;
    private long _takenBytes;
    private SequencePosition _afterJson;

    public CallExchange(IFeatureCollection features, CallEndpoint endpoint, KnownCaller caller, ByteBudget requestBytes, TimeProvider clock)
    {
        _features = features;
        _endpoint = endpoint;
        _caller = caller;
        _requestBytes = requestBytes;
        _abort = new CancellationTokenSource(endpoint.Timeout, clock);
        _gone = features.GetRequiredFeature<IHttpRequestLifetimeFeature>().RequestAborted
            .UnsafeRegister(static source => ((CancellationTokenSource)source!).Cancel(), _abort);
        _body = features.GetRequiredFeature<IRequestBodyPipeFeature>().Reader;
        _bodyBytes = features.GetRequiredFeature<IHttpRequestFeature>().Headers.ContentLength ?? -1;
        _unreadBytes = _bodyBytes;
    }

    /// <summary>Set when the caller has gone or its time is over.</summary>
    public CancellationToken Aborted => _abort.Token;

    /// <summary>Whether the first byte of the reply is out, so that a failure can no longer be told.</summary>
    public bool HasReplied { get; private set; }

    /// <summary>Reads the JSON part. It is valid until <see cref="JsonIsRead"/>.</summary>
    /// <exception cref="CallException">The request exceeds a limit or has no length.</exception>
    public async ValueTask<ReadOnlySequence<byte>> ReadJsonAsync()
    {
        if (_bodyBytes < CallWire.LengthBytes)
            throw new CallException(CallFailure.Faulted, $"{_endpoint.Name}: the request has no Content-Length or no JSON part.");
        // Before a byte of it is read: whoever announces more than the limit gets nothing buffered.
        if (_bodyBytes > CallWire.LengthBytes + _endpoint.MaxRequestBytes + _endpoint.MaxContentBytes)
            throw TooLarge($"{_bodyBytes} bytes in all", _endpoint.MaxRequestBytes + _endpoint.MaxContentBytes);

        var result = await _body.ReadAtLeastAsync(CallWire.LengthBytes, Aborted);
        EnsureHas(result, CallWire.LengthBytes);
        Span<byte> prefix = stackalloc byte[CallWire.LengthBytes];
        result.Buffer.Slice(0, CallWire.LengthBytes).CopyTo(prefix);
        var jsonBytes = BinaryPrimitives.ReadUInt32BigEndian(prefix);
        var contentBytes = _bodyBytes - CallWire.LengthBytes - jsonBytes;
        if (jsonBytes > _endpoint.MaxRequestBytes || contentBytes < 0 || contentBytes > _endpoint.MaxContentBytes)
        {
            _body.AdvanceTo(result.Buffer.Start);
            if (contentBytes < 0) throw new CallException(CallFailure.Faulted, $"{_endpoint.Name}: the JSON part is longer than the request.");
            if (jsonBytes > _endpoint.MaxRequestBytes) throw TooLarge($"a JSON part of {jsonBytes} bytes", _endpoint.MaxRequestBytes);
            throw TooLarge($"{contentBytes} content bytes", _endpoint.MaxContentBytes);
        }

        if (!_requestBytes.TryTake(jsonBytes))
        {
            _body.AdvanceTo(result.Buffer.Start);
            throw new CallException(CallFailure.Overloaded, $"{_endpoint.Name}: the requests under way have {_requestBytes.LimitBytes} bytes already.");
        }

        _takenBytes = jsonBytes;
        var wanted = CallWire.LengthBytes + (int)jsonBytes;
        if (result.Buffer.Length < wanted)
        {
            _body.AdvanceTo(result.Buffer.Start, result.Buffer.End);
            result = await _body.ReadAtLeastAsync(wanted, Aborted);
            EnsureHas(result, wanted);
        }

        var json = result.Buffer.Slice(CallWire.LengthBytes, jsonBytes);
        _afterJson = json.End;
        _unreadBytes = contentBytes;
        return json;
    }

    /// <summary>Gives back the bytes of the JSON part.</summary>
    public void JsonIsRead() => _body.AdvanceTo(_afterJson);

    /// <summary>What the handler is given.</summary>
    public CallContext Context()
    {
        if (_unreadBytes > 0) _content = new RequestContent(_body, _unreadBytes);
        return new CallContext
        {
            Caller = _caller.Role,
            CallerId = _caller.Id,
            Content = (Stream?)_content ?? Stream.Null,
            ContentLength = _unreadBytes,
            Aborted = Aborted,
            Behalf = BehalfText.Read(_features.GetRequiredFeature<IHttpRequestFeature>().Headers[BehalfText.Header]),
        };
    }

    /// <summary>Writes the reply and, where the handler wants it, its content bytes.</summary>
    public async Task ReplyAsync<TReply>(TReply reply, JsonTypeInfo<TReply> type, CallContext context)
    {
        PipeWriter writer;
        try
        {
            writer = await BeginReplyAsync(reply, type, context.ReplyContent is null ? 0 : context.ReplyContentLength);
        }
        catch
        {
            context.ReplyLost?.Invoke();
            throw;
        }

        if (context.ReplyContent is null) return;

        // From here on the reader sets the pace.
        var stream = new ReplyContentWriter(writer, context.ReplyContentLength, _abort);
        await using (stream)
        {
            await context.ReplyContent(stream, Aborted);
            await stream.FlushAsync(Aborted);
        }

        if (stream.Left != 0)
            throw new IOException($"{_endpoint.Name}: the handler announced {context.ReplyContentLength} content bytes and wrote {stream.Left} fewer.");
    }

    /// <summary>Writes a failure instead of a reply.</summary>
    public Task FailAsync(CallFailure failure, string message)
    {
        HasReplied = true;
        return WriteFailureAsync(_features, failure, message, closes: (_content?.Left ?? _unreadBytes) > WorthDrainingBytes);
    }

    /// <summary>Writes a failure as the whole response.</summary>
    public static async Task WriteFailureAsync(IFeatureCollection features, CallFailure failure, string message, bool closes)
    {
        var response = features.GetRequiredFeature<IHttpResponseFeature>();
        var text = message.Length <= CallWire.LongestFailureMessage ? message : message[..CallWire.LongestFailureMessage];
        var json = System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(new FailureBody(text), WireJson.Default.FailureBody);
        response.StatusCode = CallWire.StatusOf(failure);
        response.Headers.ContentType = "application/json";
        response.Headers.ContentLength = json.Length;
        if (closes) response.Headers.Connection = "close";
        var writer = features.GetRequiredFeature<IHttpResponseBodyFeature>().Writer;
        await writer.WriteAsync(json);
    }

    public void Dispose()
    {
        _requestBytes.Return(_takenBytes);
        _gone.Dispose();
        _abort.Dispose();
    }

    private async Task<PipeWriter> BeginReplyAsync<TReply>(TReply reply, JsonTypeInfo<TReply> type, long contentBytes)
    {
        var buffer = WireBuffer.Rent();
        try
        {
            buffer.AppendJson(reply, type);
            if (buffer.Length > CallWire.LargestReplyBytes)
                throw new InvalidOperationException($"{_endpoint.Name}: the reply has {buffer.Length} bytes, more than any caller takes.");
            HasReplied = true;
            var headers = _features.GetRequiredFeature<IHttpResponseFeature>().Headers;
            headers.ContentLength = buffer.Length + contentBytes;
            if ((_content?.Left ?? 0) > WorthDrainingBytes) headers.Connection = "close";
            var writer = _features.GetRequiredFeature<IHttpResponseBodyFeature>().Writer;
            await writer.WriteAsync(buffer.Written, Aborted);
            return writer;
        }
        finally
        {
            WireBuffer.Return(buffer);
        }
    }

    private CallException TooLarge(string what, long limit) =>
        new(CallFailure.TooLarge, $"{_endpoint.Name}: {what}; the limit is {limit}.");

    private static void EnsureHas(ReadResult result, int bytes)
    {
        if (result.Buffer.Length < bytes) throw new EndOfStreamException("The request ended before its announced length.");
    }
}
