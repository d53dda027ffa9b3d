using Microsoft.Extensions.Logging;
using Sekisho.Deliver.Connecting;
using Sekisho.Deliver.Reporting;
using Sekisho.Deliver.Routing;
using Sekisho.Deliver.Security;
using Sekisho.Deliver.Signing;

namespace Sekisho.Deliver.Attempts;

/// <summary>What all attempts share.</summary>
internal sealed class DeliveryParts(ILogger log)
{
    /// <summary>Finds hosts and addresses.</summary>
    public required RouteLookup Routes { get; init; }

    /// <summary>Finds out what is asked of TLS.</summary>
    public required SecurityLookup Security { get; init; }

    /// <summary>Makes connections.</summary>
    public required Connector Connector { get; init; }

    /// <summary>Keeps them for the next message.</summary>
    public required ConnectionPool Pool { get; init; }

    /// <summary>Signs and seals.</summary>
    public required OutgoingMail Outgoing { get; init; }

    /// <summary>Hears what became of TLS.</summary>
    public required ITlsSessions Sessions { get; init; }

    /// <summary>Tells the operator why a message is not sent to a host.</summary>
    public void TellPolicyNotMet(string messageId, string host, string policy, string why) => Log.PolicyNotMet(log, messageId, host, policy, why);
}
