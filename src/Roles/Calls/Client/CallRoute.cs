using System.Text;
using Sekisho.Roles.Calls.Wire;
using Sekisho.Roles.Table;

namespace Sekisho.Roles.Calls.Client;

/// <summary>What is the same for every call of one name: where it goes, what its head begins with, how many at a time.</summary>
internal sealed class CallRoute
{
    public CallRoute(string name, RoleKind callee, string token, CalleeInstance[] instances, int maxPerInstance, int maxWaiting)
    {
        Instances = instances;
        Gate = new CallGate(instances, maxPerInstance, maxWaiting);
        All = instances.Length == 64 ? ulong.MaxValue : (1UL << instances.Length) - 1;
        Sockets = string.Join(", ", instances.Select(instance => instance.Address.Socket));
        Head = Encoding.ASCII.GetBytes(
            $"POST {CallWire.PathPrefix}{name} HTTP/1.1\r\nHost: {RoleTable.NameOf(callee)}\r\nAuthorization: Bearer {token}\r\nContent-Length: ");
    }

    /// <summary>The callee's processes.</summary>
    public CalleeInstance[] Instances { get; }

    /// <summary>Holds back what exceeds the call's limit.</summary>
    public CallGate Gate { get; }

    /// <summary>One bit for every instance.</summary>
    public ulong All { get; }

    /// <summary>The sockets, for messages.</summary>
    public string Sockets { get; }

    /// <summary>The request's head up to the number of the Content-Length.</summary>
    public byte[] Head { get; }
}
