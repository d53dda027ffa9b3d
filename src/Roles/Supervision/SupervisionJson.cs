using System.Text.Json.Serialization;

namespace Sekisho.Roles.Supervision;

/// <summary>How the supervisor's files are written as JSON.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true)]
[JsonSerializable(typeof(OperatorFile))]
internal sealed partial class SupervisionJson : JsonSerializerContext;
