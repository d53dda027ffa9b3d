using System.Text.Json.Serialization;

namespace Sekisho.Roles.Calls.Wire;

/// <summary>How the wire's own types are written as JSON.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(CallBehalf))]
[JsonSerializable(typeof(FailureBody))]
internal sealed partial class WireJson : JsonSerializerContext;
