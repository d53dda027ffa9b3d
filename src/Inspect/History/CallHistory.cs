using Sekisho.Roles.Calls;

namespace Sekisho.Inspect.History;

/// <summary>Asks the store.</summary>
/// <param name="calls">Makes the calls.</param>
public sealed class CallHistory(ICallClient calls) : ISenderHistory
{
    /// <inheritdoc/>
    public async ValueTask<HistoryReply?> AskAsync(HistoryRequest request, CancellationToken cancellation)
    {
        try
        {
            return await calls.SendAsync(HistoryCalls.Ask, request, default, cancellation);
        }
        catch (CallException)
        {
            // Mail is judged without it then: a store that does not answer takes no mail either.
            cancellation.ThrowIfCancellationRequested();
            return null;
        }
    }
}
