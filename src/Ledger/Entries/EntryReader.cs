using System.Globalization;
using System.Text.Json;

namespace Sekisho.Ledger.Entries;

/// <summary>Reads back what the ledger itself must know of its entries: who wrote which number, and what was declared as removed.</summary>
internal static class EntryReader
{
    private static ReadOnlySpan<byte> PrunedStart => "{\"type\":\"pruned\","u8;

    /// <summary>Role, writer and number of an entry; a number of 0 when it has none.</summary>
    /// <returns>False when the bytes are no entry of this ledger.</returns>
    public static bool TryReadWriter(ReadOnlySpan<byte> entry, out string role, out string writer, out long number)
    {
        (role, writer, number) = ("", "", 0);
        try
        {
            var reader = new Utf8JsonReader(entry);
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject) return false;
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var isRole = reader.ValueTextEquals("role"u8);
                var isWriter = reader.ValueTextEquals("writer"u8);
                var isNumber = reader.ValueTextEquals("n"u8);
                if (!reader.Read()) return false;
                if (isRole) role = reader.GetString() ?? "";
                else if (isWriter) writer = reader.GetString() ?? "";
                else if (isNumber && !reader.TryGetInt64(out number)) return false;
                else reader.Skip();
            }

            return role.Length > 0 && writer.Length > 0;
        }
        catch (Exception problem) when (problem is JsonException or InvalidOperationException)
        {
            return false; // not what this ledger writes
        }
    }

    /// <summary>How many entries at the beginning an entry declares as removed; 0 when it is none of that type. Quick for all others.</summary>
    public static long PrunedBy(ReadOnlySpan<byte> entry)
    {
        if (!entry.StartsWith(PrunedStart)) return 0;
        try
        {
            var read = JsonSerializer.Deserialize(entry, LedgerJson.Default.RecordedEntry);
            return read?.Details is { } details && details.TryGetValue("to", out var text)
                && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var to) ? to : 0;
        }
        catch (JsonException)
        {
            return 0; // it declares nothing
        }
    }

    /// <summary>When the ledger took an entry; null when the bytes are no entry.</summary>
    public static DateTimeOffset? TimeOf(ReadOnlySpan<byte> entry)
    {
        try
        {
            return JsonSerializer.Deserialize(entry, LedgerJson.Default.RecordedEntry)?.At;
        }
        catch (JsonException)
        {
            return null; // not what this ledger writes
        }
    }
}
