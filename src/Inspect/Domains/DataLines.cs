using System.Text;

namespace Sekisho.Inspect.Domains;

/// <summary>The lists of this folder, which are part of the program.</summary>
internal static class DataLines
{
    /// <summary>The lines of a list without comments and empty ones.</summary>
    /// <param name="name">Its file name.</param>
    public static IEnumerable<string> Of(string name)
    {
        using var reader = new StreamReader(typeof(DataLines).Assembly.GetManifestResourceStream($"domains/{name}")!, Encoding.UTF8);
        while (reader.ReadLine() is { } line)
        {
            if (line.Length > 0 && line[0] != '#') yield return line;
        }
    }

    /// <summary>The words of a list, separated by blanks and line ends.</summary>
    /// <param name="name">Its file name.</param>
    public static IEnumerable<string> WordsOf(string name) => Of(name).SelectMany(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries));
}
