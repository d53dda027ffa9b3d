using System.Text;
using System.Xml;

namespace Sekisho.Inspect.Office;

/// <summary>Goes through XML of documents without fetching anything and without an exception: damage ends it.</summary>
internal static class MarkupReader
{
    private static readonly XmlReaderSettings Settings = new()
    {
        DtdProcessing = DtdProcessing.Ignore,
        XmlResolver = null,
        CheckCharacters = false,
        ConformanceLevel = ConformanceLevel.Fragment,
        IgnoreComments = true,
        MaxCharactersFromEntities = 10_000,
    };

    /// <summary>Shows every node to <paramref name="look"/>, which may read on itself.</summary>
    public static void Walk(ReadOnlyMemory<byte> xml, Action<XmlReader> look)
    {
        using var stream = new MemoryStream(xml.ToArray(), writable: false);
        Walk(stream, Settings, look);
    }

    private static void Walk(MemoryStream stream, XmlReaderSettings settings, Action<XmlReader> look)
    {
        try
        {
            using var reader = XmlReader.Create(stream, settings);
            while (reader.Read()) look(reader);
        }
        catch (Exception exception) when (exception is XmlException or ArgumentException or DecoderFallbackException or InvalidOperationException or NotSupportedException)
        {
            // What came before the damage was looked at; Office does not open such a file without repair.
        }
    }

    /// <summary>An attribute by its local name, whatever its prefix; null for none.</summary>
    public static string? Attribute(XmlReader reader, string name)
    {
        if (!reader.HasAttributes) return null;
        string? value = null;
        for (var more = reader.MoveToFirstAttribute(); more; more = reader.MoveToNextAttribute())
        {
            if (reader.LocalName != name) continue;
            value = reader.Value;
            break;
        }

        reader.MoveToElement();
        return value;
    }
}
