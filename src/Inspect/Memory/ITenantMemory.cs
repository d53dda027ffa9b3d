namespace Sekisho.Inspect.Memory;

/// <summary>Knows what the recipients' tenants have seen and decided before.</summary>
public interface ITenantMemory
{
    /// <summary>What is remembered; null when nobody could be asked.</summary>
    ValueTask<MemoryReply?> AskAsync(MemoryRequest request, CancellationToken cancellation);
}
