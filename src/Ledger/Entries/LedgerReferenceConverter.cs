using System.Text.Json;
using System.Text.Json.Serialization;

namespace Sekisho.Ledger.Entries;

/// <summary>A reference as JSON: a string of 32 hexadecimal digits.</summary>
internal sealed class LedgerReferenceConverter : JsonConverter<LedgerReference>
{
    public override LedgerReference Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && LedgerReference.TryParse(reader.GetString(), out var reference)
            ? reference
            : throw new JsonException("A reference has 32 hexadecimal digits.");

    public override void Write(Utf8JsonWriter writer, LedgerReference value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
}
