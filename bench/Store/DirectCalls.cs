using Sekisho.Roles.Calls;
using Sekisho.Roles.Table;

namespace Sekisho.Bench.Store;

/// <summary>Calls the store's handlers without transport: what is measured is the store.</summary>
internal sealed class DirectCalls : ICallRegistry
{
    private readonly Dictionary<string, Delegate> _handlers = [];

    public void Answer<TRequest, TReply>(Call<TRequest, TReply> call, Func<CallContext, TRequest, ValueTask<TReply>> handler) =>
        _handlers.Add(call.Name, handler);

    public ValueTask<TReply> InvokeAsync<TRequest, TReply>(Call<TRequest, TReply> call, TRequest request, byte[]? content = null) =>
        ((Func<CallContext, TRequest, ValueTask<TReply>>)_handlers[call.Name])(
            new CallContext
            {
                Caller = RoleKind.Mx,
                Content = content is null ? Stream.Null : new MemoryStream(content, writable: false),
                ContentLength = content?.Length ?? 0,
                Aborted = CancellationToken.None,
            },
            request);
}
