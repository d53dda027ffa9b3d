using Sekisho.Starting;

namespace Sekisho.Tests.Starting;

public sealed class RuleFoldersTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("sekisho-folders-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Rule_files_at_any_depth_are_read_in_the_order_of_their_names_and_nothing_else()
    {
        Write("b.yml", "2");
        Write("a/z.yaml", "1");
        Write("c.txt", "no");
        Write(".hidden.yml", "no");
        Write(".git/d.yml", "no");
        Assert.Equal(["1", "2"], Texts(_folder));
    }

    [Fact]
    public void Several_folders_and_single_files_are_read_each_once()
    {
        Write("one/a.yml", "1");
        Write("two/a.yml", "2");
        Write("single.rule", "3");
        string[] paths = [Path.Combine(_folder, "two"), Path.Combine(_folder, "one"), Path.Combine(_folder, "single.rule"), Path.Combine(_folder, "one")];
        Assert.Equal(["2", "1", "3"], Texts(paths));
    }

    [Fact]
    public void A_mounted_folder_whose_names_are_links_is_read_once_and_a_change_behind_a_link_is_seen()
    {
        Write("..2026_01/a.yml", "old");
        Write("..2026_02/a.yml", "new!");
        var data = Path.Combine(_folder, "..data");
        Directory.CreateSymbolicLink(data, "..2026_01");
        File.CreateSymbolicLink(Path.Combine(_folder, "a.yml"), "..data/a.yml");
        Assert.Equal(["old"], Texts(_folder));
        var stamp = RuleFolders.Stamp([_folder]);
        Directory.Delete(data);
        Directory.CreateSymbolicLink(data, "..2026_02");
        Assert.NotEqual(stamp, RuleFolders.Stamp([_folder]));
        Assert.Equal(["new!"], Texts(_folder));
    }

    [Fact]
    public void A_link_to_nothing_is_told()
    {
        File.CreateSymbolicLink(Path.Combine(_folder, "a.yml"), "gone.yml");
        Assert.Contains("leads to nothing", RuleFolders.Read([_folder]).Problem, StringComparison.Ordinal);
        Assert.Null(RuleFolders.Stamp([_folder]));
    }

    [Fact]
    public void A_thousand_files_are_read_and_one_more_is_told()
    {
        for (var i = 0; i < RuleFolders.MaxFiles; i++) Write($"{i}.yml", "");
        Assert.Equal(RuleFolders.MaxFiles, Texts(_folder).Count);
        Write("more.yml", "");
        Assert.Contains("more than 1000 rule files", RuleFolders.Read([_folder]).Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Four_megabytes_are_read_and_one_byte_more_is_told()
    {
        Write("a.yml", new string('#', (int)RuleFolders.MaxBytes - 1));
        Write("b.yml", "#");
        Assert.Equal(2, Texts(_folder).Count);
        Write("b.yml", "##");
        Assert.Contains("more than 4194304 bytes", RuleFolders.Read([_folder]).Problem, StringComparison.Ordinal);
    }

    private static List<string> Texts(params string[] paths)
    {
        var (texts, problem) = RuleFolders.Read(paths);
        Assert.Null(problem);
        return [.. texts.Select(text => text.Text)];
    }

    private void Write(string name, string text)
    {
        var path = Path.Combine(_folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }
}
