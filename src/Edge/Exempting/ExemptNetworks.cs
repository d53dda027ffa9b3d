using System.Buffers;
using System.Net;
using Sekisho.Inspect.Verdicts;
using Sekisho.Smtp.Server;

namespace Sekisho.Edge.Exempting;

/// <summary>
/// The networks whose mail is not inspected: servers of the operator's own that have inspected it already. Never that of a person
/// who has logged in: a stolen password is no relay. What such a server lets through reaches people as it is, so everything that
/// is told of the message says that nobody has looked at it.
/// </summary>
internal sealed class ExemptNetworks
{
    private readonly List<IPNetwork> _networks;
    private readonly string _hostName;

    /// <param name="options">The settings of the role.</param>
    public ExemptNetworks(MxOptions options)
    {
        _networks = [.. options.ExemptNetworks.Select(IPNetwork.Parse)];
        _hostName = options.HostName;
    }

    /// <summary>Whether there are any.</summary>
    public bool Any => _networks.Count > 0;

    /// <summary>The verdict over a message that is not inspected; null where it is to be.</summary>
    /// <param name="session">Who brings it.</param>
    /// <param name="message">The message.</param>
    public Verdict? VerdictOver(SessionInfo session, in ReadOnlySequence<byte> message)
    {
        if (_networks.Count == 0 || session.Account is not null || session.Remote is null) return null;
        foreach (var network in _networks)
        {
            if (!network.Contains(session.Remote.Address)) continue;
            return new Verdict
            {
                Disposition = Disposition.Accept,
                Reasons = [new Reason(ReasonCode.ExemptNetwork, $"not inspected: {network} is exempt (inspect.exemptNetworks)")],
                // Nobody looks at them later, and people's programs would believe them.
                Remove = ClaimedResults.Find(message, _hostName),
            };
        }

        return null;
    }
}
