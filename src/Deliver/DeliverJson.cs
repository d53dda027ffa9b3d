using System.Text.Json.Serialization;

namespace Sekisho.Deliver;

/// <summary>How the options are written as JSON.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true)]
[JsonSerializable(typeof(DeliverOptions))]
public sealed partial class DeliverJson : JsonSerializerContext;
