using System.Text.Json.Serialization;
using Sekisho.Inspect.Disarm;
using Sekisho.Inspect.History;
using Sekisho.Inspect.Judging;
using Sekisho.Inspect.Memory;
using Sekisho.Inspect.Resolving;
using Sekisho.Inspect.Verdicts;

namespace Sekisho.Inspect;

/// <summary>How the flow types of inspection are written as JSON.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(InspectRequest))]
[JsonSerializable(typeof(Verdict))]
[JsonSerializable(typeof(InspectOptions))]
[JsonSerializable(typeof(DisarmRequest))]
[JsonSerializable(typeof(DisarmReply))]
[JsonSerializable(typeof(RulesRequest))]
[JsonSerializable(typeof(RulesReply))]
[JsonSerializable(typeof(HistoryRequest))]
[JsonSerializable(typeof(HistoryReply))]
[JsonSerializable(typeof(MemoryRequest))]
[JsonSerializable(typeof(MemoryReply))]
[JsonSerializable(typeof(ResolveRequest))]
[JsonSerializable(typeof(ResolveReply))]
public sealed partial class InspectJson : JsonSerializerContext;
