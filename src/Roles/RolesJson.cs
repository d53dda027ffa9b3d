using System.Text.Json.Serialization;
using Sekisho.Roles.Calls;
using Sekisho.Roles.Hosting;
using Sekisho.Roles.Supervision;

namespace Sekisho.Roles;

/// <summary>How the types of this project are written as JSON.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(Nothing))]
[JsonSerializable(typeof(HealthReport))]
[JsonSerializable(typeof(SystemStatus))]
public sealed partial class RolesJson : JsonSerializerContext;
