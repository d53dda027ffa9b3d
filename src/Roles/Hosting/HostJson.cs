using System.Text.Json.Serialization;

namespace Sekisho.Roles.Hosting;

/// <summary>How host and supervisor write to each other as JSON.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(RoleStart))]
[JsonSerializable(typeof(RoleReady))]
internal sealed partial class HostJson : JsonSerializerContext;
