using System.Collections.Frozen;
using System.Text;
using Sekisho.Inspect.Antivirus;
using Sekisho.Inspect.Attachments;
using Sekisho.Inspect.Authentication;
using Sekisho.Inspect.Brands;
using Sekisho.Inspect.History;
using Sekisho.Inspect.Html;
using Sekisho.Inspect.Language;
using Sekisho.Inspect.Links;
using Sekisho.Inspect.Memory;
using Sekisho.Inspect.Office;
using Sekisho.Inspect.Pdf;
using Sekisho.Inspect.Pipeline;
using Sekisho.Inspect.Qr;
using Sekisho.Inspect.Reports;
using Sekisho.Inspect.Reputation;
using Sekisho.Inspect.Structure;

namespace Sekisho.Inspect.Facts;

/// <summary>Every fact that an inspection can set. <c>docs/facts.md</c> is written from it.</summary>
public static class FactCatalogue
{
    /// <summary>The facts by signal, in the order the signals run.</summary>
    public static IReadOnlyList<FactGroup> Groups { get; } =
        [
            InspectionFacts.Group, StructureFacts.Group, AuthenticationFacts.Group, ReportFacts.Group, HistoryFacts.Group, ListFacts.Group,
            AttachmentFacts.Group, OfficeFacts.Group, PdfFacts.Group, QrFacts.Group,
            HtmlFacts.Group, LinkFacts.Group, BrandFacts.Group,
            LanguageFacts.Group, MemoryFacts.Group,
            ReputationFacts.Group, AntivirusFacts.Group, GreylistFacts.Group,
        ];

    /// <summary>The facts by name.</summary>
    public static FrozenDictionary<string, Fact> ByName { get; } =
        Groups.SelectMany(group => group.Facts).ToFrozenDictionary(fact => fact.Name, StringComparer.Ordinal);

    /// <summary>The text of <c>docs/facts.md</c>.</summary>
    public static string ToMarkdown()
    {
        var text = new StringBuilder();
        text.Append("# Facts\n\n");
        text.Append("What an inspection can find out about a message, as a flat set of named values; rules judge them, and `sekisho inspect --json` prints them.\n");
        text.Append("A fact that does not apply is absent; an empty list is absent too. This page is written from the code (`FactCatalogue`).\n");
        foreach (var group in Groups)
        {
            text.Append("\n## ").Append(group.Title).Append("\n\n").Append(group.About).Append("\n\n");
            text.Append("| fact | type | meaning | example |\n|---|---|---|---|\n");
            foreach (var fact in group.Facts)
            {
                text.Append("| `").Append(fact.Name).Append("` | ").Append(NameOf(fact.Kind)).Append(" | ");
                text.Append(fact.Meaning.Replace("|", "\\|", StringComparison.Ordinal)).Append(" | `");
                text.Append(fact.Example.Replace("|", "\\|", StringComparison.Ordinal)).Append("` |\n");
            }
        }

        return text.ToString();
    }

    private static string NameOf(FactKind kind) => kind switch
    {
        FactKind.Text => "text",
        FactKind.Number => "number",
        FactKind.Truth => "true/false",
        _ => "list of texts",
    };
}
