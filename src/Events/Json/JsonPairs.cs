namespace Sekisho.Events.Json;

/// <summary>
/// Some converters write a member of EventData as {"@Name": "Image", "#text": "…"}, or with the name one level further
/// down: then the first names the second.
/// </summary>
internal static class JsonPairs
{
    /// <summary>How far below the value that it names a name of this path stands; -1 when it is none.</summary>
    public static int LevelOfName(ReadOnlySpan<byte> path)
    {
        if (path.EndsWith("EventData.Data.#attributes.Name"u8)) return 1;
        return path.EndsWith("EventData.Data.@Name"u8) || path.EndsWith("EventData.Data.Name"u8) ? 0 : -1;
    }

    /// <summary>A value of this path is named by its neighbour.</summary>
    public static bool IsText(ReadOnlySpan<byte> path) =>
        path.EndsWith("EventData.Data.#text"u8) || path.EndsWith("EventData.Data.Value"u8) || path.EndsWith("EventData.Data.text"u8) || path.EndsWith("EventData.Data.Text"u8);
}
