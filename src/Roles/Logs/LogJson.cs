using System.Buffers;
using System.Globalization;
using System.Text.Json;

namespace Sekisho.Roles.Logs;

/// <summary>Log records as compact JSON, one a line: {t, level, role, category, event, message, exception, …}.</summary>
internal static class LogJson
{
    /// <summary>Longer texts are cut, in characters: somebody else's bytes must not fill the log.</summary>
    public const int LongestText = 16 * 1024;

    private const string TimeForm = "yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'";

    /// <summary>Appends a record and a line feed.</summary>
    public static void Write(IBufferWriter<byte> target, LogRecord record)
    {
        using (var json = new Utf8JsonWriter(target))
        {
            json.WriteStartObject();
            json.WriteString("t", record.Time.UtcDateTime.ToString(TimeForm, CultureInfo.InvariantCulture));
            json.WriteString("level", LogLevelNames.Of(record.Level));
            json.WriteString("role", record.Instance);
            json.WriteString("category", record.Category);
            if (record.Event is not null) json.WriteString("event", record.Event);
            json.WriteString("message", Cut(record.Message));
            if (record.Exception is not null) json.WriteString("exception", Cut(record.Exception));
            foreach (var (name, value) in record.Fields) WriteField(json, name, value);
            json.WriteEndObject();
        }

        target.Write("\n"u8);
    }

    /// <summary>Reads a record that a child wrote.</summary>
    /// <param name="line">The line without its end.</param>
    /// <param name="instance">Who wrote it: what the line says of that is not believed.</param>
    /// <returns>Null when it is no record.</returns>
    public static LogRecord? Read(ReadOnlySpan<byte> line, string instance)
    {
        if (line.Length < 2 || line[0] != '{') return null;
        try
        {
            return ReadRecord(new Utf8JsonReader(line), instance);
        }
        catch (JsonException)
        {
            return null;
        }
        catch (InvalidOperationException)
        {
            return null; // bytes that are not UTF-8 inside a string
        }
    }

    private static LogRecord? ReadRecord(Utf8JsonReader reader, string instance)
    {
        DateTimeOffset? time = null;
        string? level = null, category = null, name = null, message = null, exception = null;
        var fields = new List<KeyValuePair<string, object>>();
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var key = reader.GetString()!;
            reader.Read();
            switch (key)
            {
                case "t" when reader.TokenType == JsonTokenType.String && reader.TryGetDateTimeOffset(out var t): time = t; break;
                case "level": level = TextOf(ref reader); break;
                case "role": break;
                case "category": category = TextOf(ref reader); break;
                case "event": name = TextOf(ref reader); break;
                case "message": message = TextOf(ref reader); break;
                case "exception": exception = TextOf(ref reader); break;
                default:
                    if (ValueOf(ref reader) is { } value) fields.Add(new(key, value));
                    break;
            }
        }

        if (time is null || message is null) return null;
        return new LogRecord
        {
            Time = time.Value,
            Level = LogLevelNames.Find(level),
            Instance = instance,
            Category = category ?? "",
            Event = name,
            Message = message,
            Exception = exception,
            Fields = fields,
        };
    }

    private static string? TextOf(ref Utf8JsonReader reader) => ValueOf(ref reader) as string;

    private static object? ValueOf(ref Utf8JsonReader reader)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.String: return reader.GetString();
            case JsonTokenType.True: return true;
            case JsonTokenType.False: return false;
            case JsonTokenType.Number when reader.TryGetInt64(out var whole): return whole;
            case JsonTokenType.Number: return reader.GetDouble();
            default:
                reader.Skip();
                return null;
        }
    }

    private static void WriteField(Utf8JsonWriter json, string name, object value)
    {
        // A field may not pass itself off as one of the record's own.
        var key = name is "t" or "level" or "role" or "category" or "event" or "message" or "exception" ? name + "_" : name;
        switch (value)
        {
            case bool truth: json.WriteBoolean(key, truth); break;
            case int number: json.WriteNumber(key, number); break;
            case long number: json.WriteNumber(key, number); break;
            case double number when double.IsFinite(number): json.WriteNumber(key, number); break;
            default: json.WriteString(key, Cut(Convert.ToString(value, CultureInfo.InvariantCulture) ?? "")); break;
        }
    }

    private static string Cut(string text) => text.Length <= LongestText ? text : text[..LongestText] + "…";
}
