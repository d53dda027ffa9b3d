using System.Text.Json.Serialization;

namespace Sekisho.Roles.BlastRadius;

/// <summary>How the command and its probes write to each other.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true)]
[JsonSerializable(typeof(ProbeStep[]))]
[JsonSerializable(typeof(ProbeReport[]))]
internal sealed partial class ProbeJson : JsonSerializerContext;
