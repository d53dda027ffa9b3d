using System.Buffers;
using System.Text.Json;
using Sekisho.Roles.Calls;
using Sekisho.Roles.Table;

namespace Sekisho.Ledger.Tests.Support;

/// <summary>Registry and client in one: requests and replies go through their JSON form.</summary>
internal sealed class InMemoryCalls : ICallRegistry, ICallClient
{
    private readonly Dictionary<string, Func<CallContext, byte[], ValueTask<byte[]>>> _handlers = [];

    public RoleKind Caller { get; set; } = RoleKind.Store;

    public string CallerId { get; set; } = "0123456789abcdef";

    /// <summary>Called before a request is handled; what it throws is the failure.</summary>
    public Action<string>? Before { get; set; }

    /// <summary>Called after a request was handled, before the caller has the reply.</summary>
    public Action<string>? After { get; set; }

    public int Sent { get; private set; }

    public void Answer<TRequest, TReply>(Call<TRequest, TReply> call, Func<CallContext, TRequest, ValueTask<TReply>> handler) =>
        _handlers[call.Name] = async (context, json) =>
        {
            var request = JsonSerializer.Deserialize(json, call.RequestType)!;
            return JsonSerializer.SerializeToUtf8Bytes(await handler(context, request), call.ReplyType);
        };

    public async ValueTask<TReply> SendAsync<TRequest, TReply>(
        Call<TRequest, TReply> call, TRequest request, ReadOnlySequence<byte> content = default, CancellationToken cancellation = default)
    {
        Sent++;
        Before?.Invoke(call.Name);
        var context = new CallContext { Caller = Caller, CallerId = CallerId, Content = Stream.Null, ContentLength = 0, Aborted = cancellation };
        var reply = await _handlers[call.Name](context, JsonSerializer.SerializeToUtf8Bytes(request, call.RequestType));
        After?.Invoke(call.Name);
        return JsonSerializer.Deserialize(reply, call.ReplyType)!;
    }

    public ValueTask<ContentReply<TReply>> OpenAsync<TRequest, TReply>(Call<TRequest, TReply> call, TRequest request, CancellationToken cancellation = default) =>
        throw new NotSupportedException("The ledger's calls have no content.");
}
