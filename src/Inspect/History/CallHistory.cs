using Sekisho.Roles.Calls;

namespace Sekisho.Inspect.History;

/// <summary>Asks the store.</summary>
/// <param name="calls">Makes the calls.</param>
public sealed class CallHistory(ICallClient calls) : ISenderHistory
{
    /// <inheritdoc/>
    public ValueTask<HistoryReply?> AskAsync(HistoryRequest request, CancellationToken cancellation) => calls.AskAsync(HistoryCalls.Ask, request, cancellation);
}
