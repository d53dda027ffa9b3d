using System.Text;
using System.Text.RegularExpressions;

namespace Sekisho.Demo;

/// <summary>The messages of the demonstration.</summary>
internal static partial class Samples
{
    private const string FolderName = "samples";

    private const int HeaderCharacters = 16 * 1024;

    /// <summary>The folder: beside the program, where a build puts it, or in the current folder; null when there is none.</summary>
    public static string? Folder(string currentFolder) =>
        new[] { Path.Combine(AppContext.BaseDirectory, FolderName), Path.Combine(currentFolder, FolderName) }.FirstOrDefault(Directory.Exists);

    /// <summary>The messages in a folder, in the order of their names.</summary>
    public static IReadOnlyList<string> Files(string folder) => [.. Directory.EnumerateFiles(folder, "*.eml", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];

    /// <summary>To which account of the demonstration a sample goes: the first one that its header names, or else the first of all.</summary>
    public static string RecipientOf(ReadOnlySpan<byte> message)
    {
        var text = Encoding.Latin1.GetString(message[..Math.Min(message.Length, HeaderCharacters)]);
        return DemoPeople.Accounts
            .Select(account => (account, at: text.IndexOf(account, StringComparison.OrdinalIgnoreCase)))
            .Where(found => found.at >= 0)
            .OrderBy(found => found.at)
            .Select(found => found.account)
            .FirstOrDefault(DemoPeople.Accounts[0]);
    }

    /// <summary>Who sends a sample: the address of its From field, or else a stranger.</summary>
    public static string SenderOf(ReadOnlySpan<byte> message)
    {
        var text = Encoding.Latin1.GetString(message[..Math.Min(message.Length, HeaderCharacters)]);
        return From().Match(text) is { Success: true } match ? match.Groups["address"].Value : "stranger@example.net";
    }

    [GeneratedRegex("^From:[^\r\n]*?(?<address>[a-z0-9.+_-]+@[a-z0-9.-]+)>?\r?$", RegexOptions.NonBacktracking | RegexOptions.Multiline | RegexOptions.IgnoreCase)]
    private static partial Regex From();
}
