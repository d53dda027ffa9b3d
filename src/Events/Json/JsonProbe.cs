using System.Text;
using System.Text.Json;

namespace Sekisho.Events.Json;

/// <summary>Tells known programs' JSON by the names of the members of the first object.</summary>
internal static class JsonProbe
{
    private const int MaxNames = 256;

    /// <summary>The names of the members of the first object, as far as it is there; those of the objects directly inside have their name in front.</summary>
    /// <param name="start">The first bytes of a log.</param>
    public static HashSet<string> Names(ReadOnlySpan<byte> start)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        if (start.StartsWith(Encoding.UTF8.Preamble)) start = start[3..];
        start = start.TrimStart(" \r\n\t["u8);
        if (start.IsEmpty || start[0] != (byte)'{') return names;
        var reader = new Utf8JsonReader(start, isFinalBlock: false, state: default);
        try
        {
            while (reader.Read() && names.Count < MaxNames)
            {
                if (reader.TokenType == JsonTokenType.PropertyName && reader.CurrentDepth == 1 && !reader.ValueIsEscaped) names.Add(Encoding.UTF8.GetString(reader.ValueSpan));
                if (reader.TokenType == JsonTokenType.EndObject && reader.CurrentDepth == 0) break;
            }
        }
        catch (JsonException)
        {
            // What was read before the mistake counts.
            return names;
        }

        return names;
    }
}
