using Sekisho.Confinement.Files;

namespace Sekisho.Confinement.Tests.Files;

public sealed class PathRulesTests : IDisposable
{
    private readonly string _folder = PathRules.Real(Directory.CreateTempSubdirectory("sekisho-paths-").FullName);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_folder_above_a_hidden_one_is_opened_beside_it_only()
    {
        var hidden = Made("app/data");
        Made("app/data/store");
        var culture = Made("app/ja");
        var program = Path.Combine(_folder, "app", "program.dll");
        File.WriteAllText(program, "");
        Assert.Equal([culture, program], PathRules.Around(_folder, [hidden]));
    }

    [Fact]
    public void A_link_beside_a_hidden_folder_does_not_open_it_by_another_name()
    {
        var hidden = Made("data");
        Directory.CreateSymbolicLink(Path.Combine(_folder, "shortcut"), hidden);
        Assert.Empty(PathRules.Around(_folder, [hidden]));
        Assert.Equal(hidden, PathRules.Real(Path.Combine(_folder, "shortcut")));
    }

    [Fact]
    public void The_hidden_folder_itself_is_not_opened_and_what_is_named_inside_is()
    {
        var hidden = Made("data");
        var certificates = Made("data/tls");
        Assert.Empty(PathRules.Around(hidden, [hidden]));
        Assert.Equal([certificates], PathRules.Around(certificates, [hidden]));
    }

    [Fact]
    public void A_folder_with_a_name_that_only_begins_alike_is_another_one()
    {
        var hidden = Made("data");
        var other = Made("data-old");
        Assert.Equal([other], PathRules.Around(other, [hidden]));
    }

    [Fact]
    public void What_does_not_exist_stays_as_it_is_written() => Assert.Equal("/nowhere/at/all", PathRules.Real("/nowhere/./at//all"));

    private string Made(string path) => Directory.CreateDirectory(Path.Combine(_folder, path)).FullName;
}
