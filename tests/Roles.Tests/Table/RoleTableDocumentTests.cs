using Sekisho.Roles.Table;
using Sekisho.Testing;

namespace Sekisho.Roles.Tests.Table;

public sealed class RoleTableDocumentTests
{
    [Fact]
    public void The_document_in_docs_is_the_one_of_the_table()
    {
        var path = RepositoryRoot.PathOf("docs", "roles.md");
        var expected = RoleTableDocument.Markdown();
        if (Environment.GetEnvironmentVariable("SEKISHO_UPDATE_DOCS") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, expected);
        }

        Assert.Equal(expected, File.ReadAllText(path));
    }

    [Fact]
    public void The_document_names_every_role_and_every_call()
    {
        var text = RoleTableDocument.Markdown();
        Assert.All(RoleTable.Entries, entry => Assert.Contains($"| `{entry.Name}` |", text));
        Assert.All(RoleTable.Calls, call => Assert.Contains($"| `{call}` |", text));
    }
}
