using System.Text;

namespace Sekisho.Events;

/// <summary>Reads the tables that are built into the library: cells between tabs, lines with # are remarks.</summary>
internal static class Tsv
{
    /// <summary>The rows of a table.</summary>
    public static List<string[]> Rows(string name)
    {
        using var stream = typeof(Tsv).Assembly.GetManifestResourceStream(name) ?? throw new InvalidOperationException($"The table {name} is not built in.");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        var rows = new List<string[]>();
        while (reader.ReadLine() is { } line)
            if (line.Length > 0 && line[0] != '#') rows.Add(line.Split('\t'));
        return rows;
    }
}
