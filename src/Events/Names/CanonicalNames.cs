using System.Text;

namespace Sekisho.Events.Names;

/// <summary>
/// Leads the dotted names of the shapes that Windows events come in to the names that rules use (Sigma specification
/// 2.1, "Field Usage": tag and attribute joined with an underscore, members of EventData by their own name). The
/// shapes are data: <c>names.tsv</c>.
/// </summary>
internal static class CanonicalNames
{
    private static readonly List<(string Prefix, int Drop)> Prefixes = [];
    private static readonly Dictionary<string, string> Renames = new(StringComparer.Ordinal);

    static CanonicalNames()
    {
        foreach (var cells in Tsv.Rows("names.tsv"))
        {
            if (cells[0] == "rename") Renames[cells[1]] = cells[2];
            else Prefixes.Add((cells[1], cells[0] == "prefix+1" ? 1 : 0));
        }
    }

    /// <summary>The name that rules use for a dotted name.</summary>
    public static byte[] Of(ReadOnlySpan<byte> raw)
    {
        var text = Encoding.UTF8.GetString(raw);
        if (Renames.TryGetValue(text, out var renamed)) return Encoding.UTF8.GetBytes(renamed);
        var shortened = false;
        foreach (var (prefix, drop) in Prefixes)
        {
            if (!text.StartsWith(prefix, StringComparison.Ordinal) || text.Length == prefix.Length) continue;
            text = text[prefix.Length..];
            shortened = true;
            if (drop > 0 && text.IndexOf('.', StringComparison.Ordinal) is > 0 and var dot && dot + 1 < text.Length) text = text[(dot + 1)..];
            break;
        }

        if (!shortened) return raw.ToArray();
        text = text.Replace(".#attributes.", "_", StringComparison.Ordinal).Replace("_attributes.", "_", StringComparison.Ordinal)
            .Replace(".@", "_", StringComparison.Ordinal).Replace("#attributes.", "", StringComparison.Ordinal);
        foreach (var ending in (ReadOnlySpan<string>)[".#text", ".$text", ".text", ".#content"])
            if (text.EndsWith(ending, StringComparison.Ordinal) && text.Length > ending.Length) text = text[..^ending.Length];
        return Encoding.UTF8.GetBytes(Renames.GetValueOrDefault(text, text));
    }
}
