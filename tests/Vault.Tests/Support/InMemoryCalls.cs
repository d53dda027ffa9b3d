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

    /// <param name="caller">As whom.</param>
    /// <param name="call">What.</param>
    /// <param name="request">With what.</param>
    /// <param name="passesTable">As if the role table allowed it: to try the second lock, the person's right, without the first.</param>
    public async ValueTask<TReply> SendAsync<TRequest, TReply>(RoleKind caller, Call<TRequest, TReply> call, TRequest request, bool passesTable = false)
    {
        if (!passesTable && !RoleTable.MayCall(caller, call.Name)) throw new CallException(CallFailure.NotAllowed, call.Name);
        var context = new CallContext { Caller = caller, Content = Stream.Null, ContentLength = 0, Aborted = default, Behalf = call.Behalf };
        var reply = await _handlers[call.Name](context, JsonSerializer.SerializeToUtf8Bytes(request, call.RequestType));
        return JsonSerializer.Deserialize(reply, call.ReplyType)!;
    }
}
