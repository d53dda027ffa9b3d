using System.Net;
using System.Net.Sockets;

namespace Sekisho.Edge.Sessions;

/// <summary>Counts sessions, overall, per address and per network. An entry lives as long as a session of it.</summary>
internal sealed class SessionGate
{
    private readonly Lock _lock = new();
    private readonly Dictionary<IPNetwork, int> _counts = [];
    private readonly List<IPNetwork> _trusted;
    private readonly MxOptions _options;
    private int _all;

    public SessionGate(MxOptions options)
    {
        _options = options;
        _trusted = [.. options.TrustedNetworks.Select(IPNetwork.Parse)];
    }

    /// <summary>Sessions now.</summary>
    public int Count
    {
        get
        {
            lock (_lock) return _all;
        }
    }

    /// <summary>Takes a place for a client, or says why there is none. Every <see cref="GateAnswer.Open"/> is followed by one <see cref="Leave"/>.</summary>
    public GateAnswer Enter(IPAddress client)
    {
        lock (_lock)
        {
            if (_all >= _options.MaxSessions) return GateAnswer.Full;
            if (!IsTrusted(client))
            {
                var (address, network) = Groups(client);
                var ofAddress = _counts.GetValueOrDefault(address);
                var ofNetwork = _counts.GetValueOrDefault(network);
                if (ofAddress >= _options.MaxSessionsPerAddress) return GateAnswer.AddressFull;
                if (ofNetwork >= _options.MaxSessionsPerNetwork) return GateAnswer.NetworkFull;
                _counts[address] = ofAddress + 1;
                _counts[network] = ofNetwork + 1;
            }

            _all++;
            return GateAnswer.Open;
        }
    }

    /// <summary>Gives the place back.</summary>
    public void Leave(IPAddress client)
    {
        lock (_lock)
        {
            _all--;
            if (IsTrusted(client)) return;
            var (address, network) = Groups(client);
            Decrease(address);
            Decrease(network);
        }
    }

    // One customer of a provider has at least an IPv6 /64 and often a /48: single addresses of IPv6 mean nothing.
    private static (IPNetwork Address, IPNetwork Network) Groups(IPAddress client) =>
        client.AddressFamily == AddressFamily.InterNetworkV6
            ? (Cut(client, 64), Cut(client, 48))
            : (Cut(client, 32), Cut(client, 24));

    private static IPNetwork Cut(IPAddress address, int prefix)
    {
        var bytes = address.GetAddressBytes();
        bytes.AsSpan(prefix / 8).Clear();
        return new IPNetwork(new IPAddress(bytes), prefix);
    }

    private bool IsTrusted(IPAddress client)
    {
        foreach (var network in _trusted)
            if (network.Contains(client)) return true;
        return false;
    }

    private void Decrease(IPNetwork group)
    {
        var left = _counts[group] - 1;
        if (left == 0) _counts.Remove(group);
        else _counts[group] = left;
    }
}
