using System.Text.Json.Serialization;

namespace Sekisho.Bench.Mail.Report;

/// <summary>How results are written as JSON lines.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(Machine))]
[JsonSerializable(typeof(Summary))]
[JsonSerializable(typeof(StartUp))]
[JsonSerializable(typeof(Missing))]
internal sealed partial class BenchJson : JsonSerializerContext;
