using System.Text.Json.Serialization;
using Sekisho.Deliver.Reporting;

namespace Sekisho.Deliver;

/// <summary>How the options, and what the role tells, are written as JSON.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true)]
[JsonSerializable(typeof(DeliverOptions))]
[JsonSerializable(typeof(SendReportsReply))]
[JsonSerializable(typeof(SendReportsRequest))]
public sealed partial class DeliverJson : JsonSerializerContext;
