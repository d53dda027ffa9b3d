using Sekisho.Roles.Calls;

namespace Sekisho.Inspect.Memory;

/// <summary>Asks the store.</summary>
/// <param name="calls">Makes the calls.</param>
public sealed class CallMemory(ICallClient calls) : ITenantMemory
{
    /// <inheritdoc/>
    public ValueTask<MemoryReply?> AskAsync(MemoryRequest request, CancellationToken cancellation) => calls.AskAsync(MemoryCalls.Ask, request, cancellation);
}
