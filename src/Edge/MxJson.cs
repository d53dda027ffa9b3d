using System.Text.Json.Serialization;
using Sekisho.Roles.Calls;

namespace Sekisho.Edge;

/// <summary>How the settings and the status are written as JSON.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(MxOptions))]
[JsonSerializable(typeof(MxStatus))]
[JsonSerializable(typeof(Nothing))]
public sealed partial class MxJson : JsonSerializerContext;
