using System.Text.Json.Serialization;

namespace Sekisho.Ledger.State;

/// <summary>How the state file is written.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(LedgerState))]
internal sealed partial class StateJson : JsonSerializerContext;
