using System.Text.Json.Serialization;

namespace Sekisho.MailAuth.Reports.Collecting;

/// <summary>How rows are written: in a fixed order, so that things that are alike have the same text.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault)]
[JsonSerializable(typeof(ObservedRow))]
[JsonSerializable(typeof(ObservedSession))]
internal sealed partial class CollectingJson : JsonSerializerContext;
