using Sekisho.Roles.Calls;

namespace Sekisho.Vault.Rights;

/// <summary>Puts the gate before every call: none is answered that has no line in the table of rights.</summary>
internal sealed class GuardedCalls(ICallRegistry calls, IReadOnlyDictionary<string, CallRight> table, Func<RightsGate> gate) : ICallRegistry
{
    /// <inheritdoc/>
    public void Answer<TRequest, TReply>(Call<TRequest, TReply> call, Func<CallContext, TRequest, ValueTask<TReply>> handler)
    {
        ArgumentNullException.ThrowIfNull(call);
        if (!table.TryGetValue(call.Name, out var right))
            throw new InvalidOperationException($"{call.Name} has no line in the table of rights ({nameof(CallRights)}): say whose right it needs.");
        if (right.Who == WhoActs.Nobody) calls.Answer(call, handler);
        else calls.Answer(call, (context, request) => GuardAsync(right, handler, context, request));
    }

    private async ValueTask<TReply> GuardAsync<TRequest, TReply>(CallRight right, Func<CallContext, TRequest, ValueTask<TReply>> handler, CallContext context, TRequest request)
    {
        Acting.Is(await gate().PassAsync(right, context, request!).ConfigureAwait(false));
        return await handler(context, request).ConfigureAwait(false);
    }
}
