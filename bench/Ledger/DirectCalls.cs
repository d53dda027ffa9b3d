using System.Buffers;
using Sekisho.Roles.Calls;
using Sekisho.Roles.Table;

namespace Sekisho.Bench.Ledger;

/// <summary>Calls the ledger's handlers without transport: what is measured is the ledger, and the client that gathers appends.</summary>
internal sealed class DirectCalls : ICallRegistry, ICallClient
{
    private readonly Dictionary<string, Delegate> _handlers = [];

    public void Answer<TRequest, TReply>(Call<TRequest, TReply> call, Func<CallContext, TRequest, ValueTask<TReply>> handler) =>
        _handlers.Add(call.Name, handler);

    public ValueTask<TReply> SendAsync<TRequest, TReply>(
        Call<TRequest, TReply> call, TRequest request, ReadOnlySequence<byte> content = default, CancellationToken cancellation = default) =>
        ((Func<CallContext, TRequest, ValueTask<TReply>>)_handlers[call.Name])(
            new CallContext { Caller = RoleKind.Store, CallerId = "0123456789abcdef", Content = Stream.Null, ContentLength = 0, Aborted = cancellation }, request);

    public ValueTask<ContentReply<TReply>> OpenAsync<TRequest, TReply>(Call<TRequest, TReply> call, TRequest request, CancellationToken cancellation = default) =>
        throw new NotSupportedException("The ledger's calls have no content.");
}
