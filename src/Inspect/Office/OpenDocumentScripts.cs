using System.Text;
using System.Xml;
using Sekisho.Inspect.Containers;

namespace Sekisho.Inspect.Office;

/// <summary>The macros of an OpenDocument file: Basic in parts of its own or in the one XML file, other languages under "Scripts", and the events that start them (OpenDocument 1.3 part 3 §3.12 and §10.3.19).</summary>
internal sealed class OpenDocumentScripts
{
    private const int MaxModules = 1000;

    /// <summary>Most characters read of one module.</summary>
    private const int MaxSourceChars = 1024 * 1024;

    private readonly List<string> _sources = [];
    private readonly HashSet<string> _events = new(StringComparer.Ordinal);

    /// <summary>Whether a part (lower case) is a Basic module; the lists of libraries beside it stand in documents without any macro too.</summary>
    public static bool IsModule(string part) =>
        part.StartsWith("basic/", StringComparison.Ordinal) && part.EndsWith(".xml", StringComparison.Ordinal) && !part.EndsWith("script-lb.xml", StringComparison.Ordinal) && !part.EndsWith("script-lc.xml", StringComparison.Ordinal);

    /// <summary>Whether a part (lower case) is a script in another language (Python, JavaScript, BeanShell).</summary>
    public static bool IsOtherLanguage(string part) => part.StartsWith("scripts/", StringComparison.Ordinal) && (part.EndsWith(".py", StringComparison.Ordinal) || part.EndsWith(".js", StringComparison.Ordinal) || part.EndsWith(".bsh", StringComparison.Ordinal));

    /// <summary>Reads a Basic module.</summary>
    public void ReadModule(ReadOnlyMemory<byte> xml, ContainerVisit visit)
    {
        var source = new StringBuilder();
        MarkupReader.Walk(xml, visit, reader =>
        {
            if (reader.NodeType is XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace or XmlNodeType.Whitespace && source.Length < MaxSourceChars) source.Append(reader.Value);
        });
        Add(source.ToString());
    }

    /// <summary>Reads a script in another language.</summary>
    public void ReadOther(ReadOnlyMemory<byte> text) => Add(Encoding.UTF8.GetString(text.Span[..Math.Min(text.Length, MaxSourceChars)]));

    /// <summary>Reads the events of a part; most parts have none.</summary>
    public void ReadEvents(ReadOnlyMemory<byte> xml, ContainerVisit visit)
    {
        if (xml.Span.IndexOf("event-listener"u8) >= 0) MarkupReader.Walk(xml, visit, Look);
    }

    /// <summary>Looks at one node of a document that is one XML file.</summary>
    public void Look(XmlReader reader)
    {
        if (reader.NodeType != XmlNodeType.Element) return;
        if (reader.LocalName == "event-listener" && MarkupReader.Attribute(reader, "event-name") is { Length: > 0 } name && IsWithoutClick(name)) _events.Add(name);
        else if (reader.LocalName == "source-code" && reader.Read() && reader.NodeType is XmlNodeType.Text or XmlNodeType.CDATA) Add(reader.Value);
    }

    /// <summary>Says what was found.</summary>
    public void Note(ContainerVisit visit) => MacroEvidence.Note(visit, _sources, "OpenDocument, ", _events);

    /// <summary>Events that come when the document is opened, shown or closed, or when the mouse passes by (CVE-2018-16858); a button that is clicked is no trap.</summary>
    private static bool IsWithoutClick(string name) =>
        name.Contains("load", StringComparison.Ordinal) || name.Contains("view", StringComparison.Ordinal) || name.Contains("mouse", StringComparison.Ordinal) || name is "office:new" or "office:create" or "office:start-app" or "office:layout-finished" or "office:title-changed" or "OnLoad" or "OnNew";

    private void Add(string source)
    {
        if (_sources.Count < MaxModules) _sources.Add(source[..Math.Min(source.Length, MaxSourceChars)]);
    }
}
