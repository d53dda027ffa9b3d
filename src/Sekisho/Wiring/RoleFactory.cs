using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Sekisho.Edge;
using Sekisho.Roles.Hosting;
using Sekisho.Roles.Table;

namespace Sekisho.Wiring;

/// <summary>Builds roles from what the supervisor tells a process.</summary>
internal static class RoleFactory
{
    /// <summary>Builds one role.</summary>
    public static IRole Create(RoleKind kind, RoleEnvironment environment, JsonElement options) => kind switch
    {
        RoleKind.Mx => new MxRole(Read(options, MxJson.Default.MxOptions), environment),
        _ => throw new NotSupportedException($"{kind} is not a role that runs in a process."),
    };

    private static T Read<T>(JsonElement options, JsonTypeInfo<T> type) =>
        options.Deserialize(type) ?? throw new InvalidOperationException($"There are no options of the kind {typeof(T).Name} in the start order.");
}
