using System.Buffers;
using System.Text.Json;
using Sekisho.Roles.Calls;
using Sekisho.Roles.Table;

namespace Sekisho.Store.Tests.Support;

/// <summary>Registry and client in one: requests and replies go through their JSON form, contents through streams.</summary>
internal sealed class InMemoryCalls : ICallRegistry, ICallClient
{
    private readonly Dictionary<string, Func<CallContext, byte[], ValueTask<byte[]>>> _handlers = [];

    public RoleKind Caller { get; init; } = RoleKind.Operator;

    /// <summary>Replies get lost before the caller has them.</summary>
    public bool LosesReplies { get; set; }

    /// <summary>Writes the order that a call needs, as the vault would; null for none.</summary>
    public Func<RoleKind, string, byte[], string?>? OrderOf { get; set; }

    public IReadOnlyCollection<string> Names => _handlers.Keys;

    public void Answer<TRequest, TReply>(Call<TRequest, TReply> call, Func<CallContext, TRequest, ValueTask<TReply>> handler) =>
        _handlers.Add(call.Name, async (context, json) =>
        {
            var request = JsonSerializer.Deserialize(json, call.RequestType)!;
            return JsonSerializer.SerializeToUtf8Bytes(await handler(context, request), call.ReplyType);
        });

    public ValueTask<TReply> SendAsync<TRequest, TReply>(
        Call<TRequest, TReply> call, TRequest request, ReadOnlySequence<byte> content = default, CancellationToken cancellation = default) =>
        SendAsync(call, request, new MemoryStream(content.ToArray()), content.Length, cancellation);

    public async ValueTask<TReply> SendAsync<TRequest, TReply>(
        Call<TRequest, TReply> call, TRequest request, Stream content, long length, CancellationToken cancellation = default)
    {
        var (reply, _) = await InvokeAsync(call, request, content, length, cancellation);
        return reply;
    }

    public async ValueTask<ContentReply<TReply>> OpenAsync<TRequest, TReply>(
        Call<TRequest, TReply> call, TRequest request, CancellationToken cancellation = default)
    {
        var (reply, context) = await InvokeAsync(call, request, Stream.Null, 0, cancellation);
        var bytes = new MemoryStream();
        if (context.ReplyContent is not null) await context.ReplyContent(bytes, cancellation);
        Assert.Equal(context.ReplyContentLength, bytes.Length);
        bytes.Position = 0;
        return new ContentReply<TReply>(reply, bytes, () => ValueTask.CompletedTask);
    }

    private async ValueTask<(TReply Reply, CallContext Context)> InvokeAsync<TRequest, TReply>(
        Call<TRequest, TReply> call, TRequest request, Stream content, long length, CancellationToken cancellation)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(request, call.RequestType);
        var behalf = call.Behalf ?? (OrderOf?.Invoke(Caller, call.Name, json) is { } order ? new CallBehalf { Order = order } : null);
        var context = new CallContext { Caller = Caller, Content = content, ContentLength = length, Aborted = cancellation, Behalf = behalf };
        var reply = await _handlers[call.Name](context, json);
        if (LosesReplies)
        {
            context.ReplyLost?.Invoke();
            throw new CallException(CallFailure.Interrupted, "as the test wants it");
        }

        return (JsonSerializer.Deserialize(reply, call.ReplyType)!, context);
    }
}
