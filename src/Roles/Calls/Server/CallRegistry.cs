using System.Collections.Frozen;
using Sekisho.Roles.Calls.Wire;
using Sekisho.Roles.Table;

namespace Sekisho.Roles.Calls.Server;

/// <summary>Collects what a role answers.</summary>
internal sealed class CallRegistry(RoleKind callee) : ICallRegistry
{
    private readonly Dictionary<string, CallEndpoint> _endpoints = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public void Answer<TRequest, TReply>(Call<TRequest, TReply> call, Func<CallContext, TRequest, ValueTask<TReply>> handler)
    {
        ArgumentNullException.ThrowIfNull(call);
        ArgumentNullException.ThrowIfNull(handler);
        // Mistakes of the programmer, told at the start and not at the first call.
        if (call.Callee != callee || !RoleTable.Answers(callee, call.Name))
            throw new InvalidOperationException($"{RoleTable.NameOf(callee)} cannot answer {call.Name}: it is the call of another role.");
        if (!RoleTable.Calls.Contains(call.Name))
            throw new InvalidOperationException($"Nobody may make the call {call.Name}: the role table does not have it.");
        if (!_endpoints.TryAdd(CallWire.PathPrefix + call.Name, new CallEndpoint<TRequest, TReply>(call, handler)))
            throw new InvalidOperationException($"{call.Name} is answered twice.");
    }

    /// <summary>The endpoints by request path.</summary>
    public FrozenDictionary<string, CallEndpoint> Freeze() => _endpoints.ToFrozenDictionary(StringComparer.Ordinal);
}
