using System.Text.Json.Serialization;

namespace Sekisho.Deliver.Sts;

/// <summary>How policies are kept as JSON.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true)]
[JsonSerializable(typeof(StsKept))]
internal sealed partial class StsJson : JsonSerializerContext;
