using Sekisho.Roles.Calls;
using Sekisho.Roles.Table;

namespace Sekisho.Inspect.Memory;

/// <summary>What inspection asks of the store, which remembers what tenants have seen and decided.</summary>
public static class MemoryCalls
{
    /// <summary>What the recipients' tenants remember of the sites and words of a message.</summary>
    public static Call<MemoryRequest, MemoryReply> Ask { get; } = new()
    {
        Callee = RoleKind.Store,
        Name = "store.tenant-memory",
        RequestType = InspectJson.Default.MemoryRequest,
        ReplyType = InspectJson.Default.MemoryReply,
        MaxRequestBytes = 128 * 1024,
        Timeout = TimeSpan.FromSeconds(2),
    };
}
