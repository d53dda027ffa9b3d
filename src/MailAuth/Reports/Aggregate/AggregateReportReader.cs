using System.Text;
using System.Xml;

namespace Sekisho.MailAuth.Reports.Aggregate;

/// <summary>
/// Reads aggregate reports as they come: RFC 9990, RFC 7489 and the drafts before, in any namespace and order, with elements
/// missing or unknown. Elements are told by their names and those of their parents. Never throws, whatever the bytes; takes
/// linear time; where the XML breaks, what came before is kept, and the problems say so.
/// </summary>
public static class AggregateReportReader
{
    /// <summary>Reads a report.</summary>
    /// <param name="xml">The document, unpacked.</param>
    /// <param name="limits">Null for the usual.</param>
    public static AggregateReading Read(ReadOnlySpan<byte> xml, ReportLimits? limits = null)
    {
        limits ??= ReportLimits.Default;
        var problems = new ReportProblems(limits.MaxProblems);
        if (xml.Length > limits.MaxBytes) return new AggregateReading(null, [FormattableString.Invariant($"The report has {xml.Length} bytes, more than {limits.MaxBytes}.")]);
        var text = XmlValues.ToText(xml, out var isBroken).TrimStart();
        if (isBroken) problems.Add("The report says that it is UTF-8, and is not; it was read as Latin-1.");
        var assembly = new AggregateAssembly(limits, problems);
        Walk(text, assembly, limits, problems);
        var report = assembly.ToReport();
        if (report is null) problems.Add("There is no DMARC report in it.");
        return new AggregateReading(report, problems.ToList());
    }

    private static void Walk(string text, AggregateAssembly assembly, ReportLimits limits, ReportProblems problems)
    {
        // A document type could fetch files and multiply entities: refused, and nothing is ever resolved.
        var settings = new XmlReaderSettings
        {
            DtdProcessing = DtdProcessing.Prohibit,
            XmlResolver = null,
            CheckCharacters = false,
            ConformanceLevel = ConformanceLevel.Fragment,
            IgnoreComments = true,
            IgnoreProcessingInstructions = true,
            MaxCharactersInDocument = limits.MaxBytes,
            MaxCharactersFromEntities = 1024,
        };
        var names = new List<string>();
        var value = new StringBuilder();
        try
        {
            var table = new NameTable();
            using var reader = XmlReader.Create(new StringReader(WithoutDeclaration(text)), settings, new XmlParserContext(table, new LenientNamespaces(table), null, XmlSpace.None));
            while (reader.Read())
            {
                switch (reader.NodeType)
                {
                    case XmlNodeType.Element:
                        if (names.Count >= limits.MaxDepth)
                        {
                            problems.Add(FormattableString.Invariant($"Elements lie deeper than {limits.MaxDepth}; the rest was not read."));
                            return;
                        }

                        names.Add(reader.LocalName.ToLowerInvariant());
                        assembly.Begin(names, reader.NamespaceURI);
                        value.Clear();
                        if (reader.IsEmptyElement) End(assembly, names, value);
                        break;
                    case XmlNodeType.Text or XmlNodeType.CDATA when value.Length <= limits.MaxValueChars:
                        value.Append(reader.Value.AsSpan(0, Math.Min(reader.Value.Length, limits.MaxValueChars - value.Length)));
                        break;
                    case XmlNodeType.EndElement when names.Count > 0:
                        End(assembly, names, value);
                        break;
                }
            }
        }
        catch (Exception exception) when (exception is XmlException or ArgumentException or InvalidOperationException)
        {
            problems.Add(exception is XmlException broken
                ? FormattableString.Invariant($"The XML breaks at line {broken.LineNumber}; what comes after was not read.")
                : "The XML cannot be read to its end.");
        }
    }

    private static void End(AggregateAssembly assembly, List<string> names, StringBuilder value)
    {
        assembly.End(names, value.ToString());
        names.RemoveAt(names.Count - 1);
        value.Clear();
    }

    // The charset is known already, and a wrong version or charset in the declaration must not end the reading.
    private static string WithoutDeclaration(string text)
    {
        if (!text.StartsWith("<?xml", StringComparison.OrdinalIgnoreCase)) return text;
        var end = text.IndexOf("?>", StringComparison.Ordinal);
        return end < 0 ? text : text[(end + 2)..];
    }
}
