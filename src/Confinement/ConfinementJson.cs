using System.Text.Json.Serialization;

namespace Sekisho.Confinement;

/// <summary>How policies and outcomes are written as JSON.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.Never,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(ConfinementPolicy))]
[JsonSerializable(typeof(ConfinementOutcome))]
internal sealed partial class ConfinementJson : JsonSerializerContext;
