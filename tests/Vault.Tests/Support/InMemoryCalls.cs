using System.Text.Json;
using Sekisho.Roles.Calls;
using Sekisho.Roles.Table;

namespace Sekisho.Vault.Tests.Support;

/// <summary>Asks as any role, with the role table's say and through the JSON forms.</summary>
internal sealed class InMemoryCalls : ICallRegistry
{
    private readonly Dictionary<string, Func<CallContext, byte[], ValueTask<byte[]>>> _handlers = [];

    public IReadOnlyCollection<string> Names => _handlers.Keys;

    public void Answer<TRequest, TReply>(Call<TRequest, TReply> call, Func<CallContext, TRequest, ValueTask<TReply>> handler) =>
        _handlers.Add(call.Name, async (context, json) =>
            JsonSerializer.SerializeToUtf8Bytes(await handler(context, JsonSerializer.Deserialize(json, call.RequestType)!), call.ReplyType));

    public async ValueTask<TReply> SendAsync<TRequest, TReply>(RoleKind caller, Call<TRequest, TReply> call, TRequest request)
    {
        if (!RoleTable.MayCall(caller, call.Name)) throw new CallException(CallFailure.NotAllowed, call.Name);
        var context = new CallContext { Caller = caller, Content = Stream.Null, ContentLength = 0, Aborted = default, Behalf = call.Behalf };
        var reply = await _handlers[call.Name](context, JsonSerializer.SerializeToUtf8Bytes(request, call.RequestType));
        return JsonSerializer.Deserialize(reply, call.ReplyType)!;
    }
}
