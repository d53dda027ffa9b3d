using System.Text.Json.Serialization;

namespace Sekisho.Edge;

/// <summary>How the settings are written as JSON.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(MxOptions))]
public sealed partial class MxJson : JsonSerializerContext;
