using System.Text.Json.Serialization;
using Sekisho.Deliver.TlsResults;
using Sekisho.Roles.Calls;

namespace Sekisho.Deliver;

/// <summary>How the options, and what the role tells, are written as JSON.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true)]
[JsonSerializable(typeof(DeliverOptions))]
[JsonSerializable(typeof(TlsDay))]
[JsonSerializable(typeof(TlsResultsRequest))]
[JsonSerializable(typeof(TlsResultsDoneRequest))]
[JsonSerializable(typeof(Nothing))]
public sealed partial class DeliverJson : JsonSerializerContext;
