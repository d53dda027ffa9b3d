using System.Text.Json;
using System.Text.Json.Serialization;

namespace Sekisho.Inspect.Verdicts;

/// <summary>Facts as one flat JSON object.</summary>
public sealed class FactSetJsonConverter : JsonConverter<FactSet>
{
    /// <inheritdoc/>
    public override FactSet Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartObject) throw new JsonException("Facts are a JSON object.");
        var facts = new FactSet();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString()!;
            reader.Read();
            ReadValue(ref reader, facts, name);
        }

        return facts;
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, FactSet value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        foreach (var (name, fact) in value.Values)
        {
            writer.WritePropertyName(name);
            switch (fact)
            {
                case string text: writer.WriteStringValue(text); break;
                case long number: writer.WriteNumberValue(number); break;
                case double number: writer.WriteNumberValue(number); break;
                case bool truth: writer.WriteBooleanValue(truth); break;
                case string[] list:
                    writer.WriteStartArray();
                    foreach (var item in list) writer.WriteStringValue(item);
                    writer.WriteEndArray();
                    break;
            }
        }

        writer.WriteEndObject();
    }

    private static void ReadValue(ref Utf8JsonReader reader, FactSet facts, string name)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.String: facts.Set(name, reader.GetString()); break;
            case JsonTokenType.True: facts.Set(name, true); break;
            case JsonTokenType.False: facts.Set(name, false); break;
            case JsonTokenType.Number when reader.TryGetInt64(out var whole): facts.Set(name, whole); break;
            case JsonTokenType.Number: facts.Set(name, reader.GetDouble()); break;
            case JsonTokenType.StartArray:
                var list = new List<string>();
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray) list.Add(reader.GetString() ?? "");
                facts.Set(name, list);
                break;
            default: throw new JsonException($"The fact '{name}' has a value that facts cannot have.");
        }
    }
}
