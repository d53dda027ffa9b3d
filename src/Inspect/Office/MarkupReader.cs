using System.Runtime.InteropServices;
using System.Text;
using System.Xml;
using Sekisho.Inspect.Containers;

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

    /// <summary>A tag longer than this, in bytes, ends the walk: the reader holds a whole tag as text, in several copies.</summary>
    public const int MaxTagBytes = 1024 * 1024;

    /// <summary>Most levels of elements within elements; tables within tables take some dozens. Stops megabytes of opening tags, each of which the reader remembers.</summary>
    public const int MaxDepth = 2000;

    /// <summary>Shows every node to <paramref name="look"/>, which may read on itself.</summary>
    /// <param name="xml">The bytes; in one that is no XML nothing is seen.</param>
    /// <param name="visit">Where it is noted that something was not looked at.</param>
    /// <param name="look">Takes the reader at each node.</param>
    public static void Walk(ReadOnlyMemory<byte> xml, ContainerVisit visit, Action<XmlReader> look)
    {
        var walked = xml[..WholeTags(xml.Span)];
        if (walked.Length < xml.Length) visit.Budget.NoteUnpacked();
        try
        {
            using var stream = MemoryMarshal.TryGetArray(walked, out var bytes) ? new MemoryStream(bytes.Array!, bytes.Offset, bytes.Count, writable: false) : new MemoryStream(walked.ToArray(), writable: false);
            using var reader = XmlReader.Create(stream, Settings);
            while (reader.Read())
            {
                if (reader.Depth > MaxDepth)
                {
                    visit.Budget.NoteUnpacked();
                    return;
                }

                look(reader);
            }
        }
        catch (Exception exception) when (exception is XmlException or ArgumentException or DecoderFallbackException or InvalidOperationException or NotSupportedException)
        {
            // What came before the damage was looked at; Office does not open such a file without repair.
        }
    }

    /// <summary>How many bytes there are before the first tag that is too long; angle brackets within quotes are no ends of tags.</summary>
    private static int WholeTags(ReadOnlySpan<byte> xml)
    {
        for (var at = 0; xml.Length - at > MaxTagBytes;)
        {
            var begin = xml[at..].IndexOf((byte)'<');
            if (begin < 0) break;
            at += begin;
            var length = TagLength(xml[at..Math.Min(xml.Length, at + MaxTagBytes + 1)]);
            if (length > MaxTagBytes) return at;
            at += length;
        }

        return xml.Length;
    }

    private static int TagLength(ReadOnlySpan<byte> tag)
    {
        var hasQuotes = tag.Length > 1 && tag[1] is not ((byte)'!' or (byte)'?');
        for (var at = 1; at < tag.Length;)
        {
            var next = hasQuotes ? tag[at..].IndexOfAny((byte)'>', (byte)'"', (byte)'\'') : tag[at..].IndexOf((byte)'>');
            if (next < 0) break;
            at += next + 1;
            if (tag[at - 1] == '>') return at;
            var end = tag[at..].IndexOf(tag[at - 1]);
            if (end < 0) break;
            at += end + 1;
        }

        return tag.Length;
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
