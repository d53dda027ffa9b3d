using Sekisho.Roles.Calls;

namespace Sekisho.Inspect.Memory;

/// <summary>What inspection asks of the store, which remembers what tenants have seen and decided.</summary>
public static class MemoryCalls
{
    /// <summary>What the recipients' tenants remember of the sites and words of a message.</summary>
    public static Call<MemoryRequest, MemoryReply> Ask { get; } =
        StoreQuestion.Named("store.tenant-memory", InspectJson.Default.MemoryRequest, InspectJson.Default.MemoryReply);
}
