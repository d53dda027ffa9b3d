using Sekisho.Inspect.Containers;

namespace Sekisho.Inspect.Office;

/// <summary>Judges the source of a document's macros, in whatever form the document keeps it.</summary>
internal static class MacroEvidence
{
    /// <summary>Most evidence of suspicious words in one text.</summary>
    private const int MaxWords = 12;

    /// <summary>Notes what the modules of a document hold; nothing where none of them has code.</summary>
    /// <param name="visit">The document.</param>
    /// <param name="sources">The source of each module.</param>
    /// <param name="sort">What is put in front of their number: the language, where it is not VBA.</param>
    /// <param name="starts">What else starts them: events that the document binds to them.</param>
    public static void Note(ContainerVisit visit, IReadOnlyList<string> sources, string sort = "", IEnumerable<string>? starts = null)
    {
        // Every document with a project has empty modules; code is what stands behind the attributes.
        if (!sources.Any(HasCode)) return;
        var office = visit.Findings.Office;
        List<string> auto = [.. starts ?? []], suspicious = [];
        foreach (var source in sources)
        {
            var found = MacroWords.Find(source);
            auto.AddRange(found.AutoExec);
            suspicious.AddRange(found.Suspicious);
        }

        office.Macros.Add($"{visit.Label}: {sort}{sources.Count} {(sources.Count == 1 ? "module" : "modules")}");
        foreach (var word in auto) office.AutoExec.Add(word);
        foreach (var word in suspicious) office.Suspicious.Add(word);
        if (auto.Count > 0 && suspicious.Count > 0) office.Dangerous.Add($"{visit.Label}: {string.Join(", ", auto.Concat(suspicious).Distinct(StringComparer.Ordinal).Take(MaxWords))}");
    }

    private static bool HasCode(string source)
    {
        foreach (var line in source.AsSpan().EnumerateLines())
        {
            var text = line.Trim();
            if (text.IsEmpty || text.StartsWith("Attribute ", StringComparison.OrdinalIgnoreCase) || text[0] == '\'' || text.StartsWith("REM ", StringComparison.OrdinalIgnoreCase) || text.StartsWith("Option ", StringComparison.OrdinalIgnoreCase)) continue;
            return true;
        }

        return false;
    }
}
