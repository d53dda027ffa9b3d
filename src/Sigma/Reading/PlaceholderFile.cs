using System.Text;
using Sekisho.Sigma.Rules;

namespace Sekisho.Sigma.Reading;

/// <summary>Reads what placeholders stand for: a YAML mapping of names to a value or a list of values.</summary>
public static class PlaceholderFile
{
    /// <summary>Reads definitions.</summary>
    /// <param name="content">The bytes of the file.</param>
    /// <param name="file">What it is called in messages.</param>
    /// <param name="problems">Is given what is wrong.</param>
    public static IReadOnlyDictionary<string, IReadOnlyList<string>> Read(ReadOnlySpan<byte> content, string file, ICollection<RuleProblem> problems)
    {
        ArgumentNullException.ThrowIfNull(problems);
        var definitions = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        var documents = YamlDocuments.Read(Encoding.UTF8.GetString(content), Tell, Tell);
        foreach (var root in documents)
        {
            if (root is not YamlMap map)
            {
                problems.Add(new RuleProblem(RuleProblemKind.Error, new RulePlace(file, root.Line, root.Column), "Placeholders are a mapping.", "Write 'name: value' or 'name: [value, value]'."));
                continue;
            }

            foreach (var (key, value) in map.Members) definitions[key.Text.Trim('%')] = RuleSection.Texts(value);
        }

        return definitions;

        void Tell(int line, int column, string problem, string advice) => problems.Add(new RuleProblem(RuleProblemKind.Error, new RulePlace(file, line, column), problem, advice));
    }
}
