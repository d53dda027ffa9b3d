using Sekisho.Roles.Calls;

namespace Sekisho.Inspect.Memory;

/// <summary>Asks the store.</summary>
/// <param name="calls">Makes the calls.</param>
public sealed class CallMemory(ICallClient calls) : ITenantMemory
{
    /// <inheritdoc/>
    public async ValueTask<MemoryReply?> AskAsync(MemoryRequest request, CancellationToken cancellation)
    {
        try
        {
            return await calls.SendAsync(MemoryCalls.Ask, request, default, cancellation);
        }
        catch (CallException)
        {
            cancellation.ThrowIfCancellationRequested();
            return null;
        }
    }
}
