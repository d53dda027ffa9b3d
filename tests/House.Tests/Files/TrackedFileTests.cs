using System.Text;

namespace Sekisho.House.Tests.Files;

public sealed class TrackedFileTests
{
    private const int LargestFileBytes = 512 * 1024;

    private static readonly string[] MustBeExecutable = ["sekisho", ".ci/run"];

    /// <summary>Paths that exist on one machine only. Written in halves: this file is looked at too.</summary>
    private static readonly string[] MachinePaths = ["/" + "home/", "/" + "root/", "/" + "Users/", "C:" + "\\Users", "/" + "work/", "/" + "tmp/wt"];

    /// <summary>What a private key or a token begins with, and the antivirus test string, which makes scanners remove the file.</summary>
    private static readonly string[] Secrets = ["-----BEGIN " + "PRIVATE KEY", "-----BEGIN RSA " + "PRIVATE KEY", "-----BEGIN EC " + "PRIVATE KEY", "AKIA" + "IOSFODNN", "EICAR-" + "STANDARD"];

    private static IReadOnlyList<(string Path, string Text)> Texts { get; } =
        [.. Repository.Files.Where(file => new FileInfo(Repository.FullPath(file)).Length <= LargestFileBytes).Select(file => (file, Encoding.Latin1.GetString(File.ReadAllBytes(Repository.FullPath(file)))))];

    [Fact]
    public void No_file_names_a_path_of_one_machine() =>
        House.Holds("No file names a path of one machine", "Use a path from the root of the repository, a variable, or a made-up one such as /srv/sekisho.", Lines(MachinePaths));

    [Fact]
    public void No_file_holds_a_secret() =>
        House.Holds("No secrets, no antivirus test string", "Make it at run time, from halves.", Lines(Secrets));

    [Fact]
    public void Text_files_have_unix_line_ends() =>
        House.Holds(
            "Source, scripts and documents end their lines with LF and the file with one",
            "Convert them; samples (*.eml) are exempt because their bytes matter.",
            Texts.Where(file => IsOurText(file.Path)).SelectMany(file => Problems(file.Path, file.Text)));

    [Fact]
    public void Scripts_can_be_run() =>
        House.Holds(
            "What is run has its executable bit and a first line that says with what; nothing else has the bit", "chmod +x or -x; git update-index --chmod.",
            MustBeExecutable.Where(path => !IsExecutable(path) || !Repository.Read(path).StartsWith("#!", StringComparison.Ordinal))
                .Concat(Repository.Files.Where(path => IsExecutable(path) && !Repository.Read(path).StartsWith("#!", StringComparison.Ordinal))));

    [Fact]
    public void Files_are_small() =>
        House.Holds(
            $"No file is larger than {LargestFileBytes / 1024} KB", "Make the data at run time.",
            Repository.Files.Where(file => new FileInfo(Repository.FullPath(file)).Length > LargestFileBytes));

    private static bool IsOurText(string path) =>
        Path.GetExtension(path) is ".cs" or ".md" or ".csproj" or ".props" or ".json" or ".yaml" or ".yml" or ".svg" or ".slnx" || MustBeExecutable.Contains(path, StringComparer.Ordinal);

    private static IEnumerable<string> Problems(string path, string text)
    {
        if (text.Contains('\r', StringComparison.Ordinal)) yield return $"{path} has CR";
        if (text.Length > 0 && text[^1] != '\n' && !path.EndsWith("packages.lock.json", StringComparison.Ordinal)) yield return $"{path} does not end with a line end";
    }

    private static IEnumerable<string> Lines(string[] words) =>
        from file in Texts
        from word in words
        let at = file.Text.IndexOf(word, StringComparison.Ordinal)
        where at >= 0
        select $"{file.Path}:{file.Text.AsSpan(0, at).Count('\n') + 1} {word}";

    private static bool IsExecutable(string path) =>
        (File.GetUnixFileMode(Repository.FullPath(path)) & UnixFileMode.UserExecute) != UnixFileMode.None;
}
