using System.Buffers;
using Sekisho.Roles.Calls;
using Sekisho.Roles.Table;

namespace Sekisho.Bench.Vault;

/// <summary>The calls of several roles in one process, without sockets and JSON.</summary>
internal sealed class Hub : ICallRegistry
{
    private readonly Dictionary<string, object> _handlers = [];

    public void Answer<TRequest, TReply>(Call<TRequest, TReply> call, Func<CallContext, TRequest, ValueTask<TReply>> handler) => _handlers[call.Name] = handler;

    public ICallClient As(RoleKind caller) => new Client(this, caller);

    private sealed class Client(Hub hub, RoleKind caller) : ICallClient
    {
        public ValueTask<TReply> SendAsync<TRequest, TReply>(Call<TRequest, TReply> call, TRequest request, ReadOnlySequence<byte> content = default, CancellationToken cancellation = default)
        {
            var context = new CallContext { Caller = caller, CallerId = caller.ToString(), Content = Stream.Null, ContentLength = 0, Aborted = cancellation };
            return ((Func<CallContext, TRequest, ValueTask<TReply>>)hub._handlers[call.Name])(context, request);
        }

        public ValueTask<ContentReply<TReply>> OpenAsync<TRequest, TReply>(Call<TRequest, TReply> call, TRequest request, CancellationToken cancellation = default) =>
            throw new NotSupportedException();
    }
}
