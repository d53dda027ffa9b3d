using Sekisho.Store.Quarantine;
using Sekisho.Store.Queue;
using Sekisho.Store.Senders;

namespace Sekisho.Vault.Orders;

/// <summary>Asks for an order to the store: exactly one of the changes, as it will be sent.</summary>
public sealed record OrderRequest
{
    /// <summary>A change of the quarantine.</summary>
    public QuarantineChangeRequest? Quarantine { get; init; }

    /// <summary>A change of the queue.</summary>
    public ChangeRequest? Queue { get; init; }

    /// <summary>A change of a list of senders.</summary>
    public SenderChangeRequest? Senders { get; init; }

    /// <summary>Why.</summary>
    public OrderReason Reason { get; init; }
}
