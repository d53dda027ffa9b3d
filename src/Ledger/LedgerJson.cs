using System.Text.Json.Serialization;
using Sekisho.Ledger.Appending;
using Sekisho.Ledger.Entries;
using Sekisho.Ledger.Reading;
using Sekisho.Roles.Calls;

namespace Sekisho.Ledger;

/// <summary>How the flow types of the ledger are written as JSON.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(AppendReply))]
[JsonSerializable(typeof(AppendRequest))]
[JsonSerializable(typeof(CheckpointReply))]
[JsonSerializable(typeof(LedgerEntry))]
[JsonSerializable(typeof(LedgerOptions))]
[JsonSerializable(typeof(LedgerWho))]
[JsonSerializable(typeof(Nothing))]
[JsonSerializable(typeof(ProveReply))]
[JsonSerializable(typeof(ProveRequest))]
[JsonSerializable(typeof(ReadReply))]
[JsonSerializable(typeof(ReadRequest))]
[JsonSerializable(typeof(RecordedEntry))]
public sealed partial class LedgerJson : JsonSerializerContext;
