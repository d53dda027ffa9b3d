using System.Text.Json.Serialization;
using Sekisho.Deliver.TlsResults;

namespace Sekisho.Deliver;

/// <summary>How the options, and what the role tells, are written as JSON.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true)]
[JsonSerializable(typeof(DeliverOptions))]
[JsonSerializable(typeof(TlsDay))]
[JsonSerializable(typeof(TlsResultsRequest))]
public sealed partial class DeliverJson : JsonSerializerContext;
