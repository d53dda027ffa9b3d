using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Sekisho.Deliver;
using Sekisho.Edge;
using Sekisho.Inspect;
using Sekisho.Inspect.Worker;
using Sekisho.Ledger;
using Sekisho.Roles.Hosting;
using Sekisho.Roles.Table;
using Sekisho.Store;
using Sekisho.Vault;

namespace Sekisho.Wiring;

/// <summary>Builds roles from what the supervisor tells a process.</summary>
internal static class RoleFactory
{
    /// <summary>Builds one role in a process of its own.</summary>
    public static IRole Create(RoleKind kind, RoleEnvironment environment, JsonElement options) => Create(kind, environment, options, ownProcess: true);

    /// <summary>Builds one role in a process that all roles share, for debugging.</summary>
    public static IRole CreateShared(RoleKind kind, RoleEnvironment environment, JsonElement options) => Create(kind, environment, options, ownProcess: false);

    private static IRole Create(RoleKind kind, RoleEnvironment environment, JsonElement options, bool ownProcess) => kind switch
    {
        RoleKind.Ledger => new LedgerRole(Read(options, LedgerJson.Default.LedgerOptions), environment, ownProcess),
        RoleKind.Store => new StoreRole(environment, Read(options, StoreJson.Default.StoreOptions)),
        RoleKind.Vault => new VaultRole(environment, Read(options, VaultJson.Default.VaultOptions)),
        RoleKind.Inspect => new InspectRole(Read(options, InspectJson.Default.InspectOptions), environment, ownProcess),
        RoleKind.Deliver => new DeliverRole(Read(options, DeliverJson.Default.DeliverOptions), environment),
        RoleKind.Mx => new MxRole(Read(options, MxJson.Default.MxOptions), environment),
        _ => throw new NotSupportedException($"{kind} is not a role that runs in a process."),
    };

    private static T Read<T>(JsonElement options, JsonTypeInfo<T> type) =>
        options.Deserialize(type) ?? throw new InvalidOperationException($"There are no options of the kind {typeof(T).Name} in the start order.");
}
