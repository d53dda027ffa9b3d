namespace Sekisho.House.Tests.Docs;

public sealed class PageTests
{
    private static readonly string[] MustExist =
    [
        "README.md", "README.ja.md", "ARCHITECTURE.md", "docs/dependencies.md", "docs/standards.md", "docs/development.md",
        "docs/operations.md", "docs/threat-model.md", "docs/flows.svg",
    ];

    [Fact]
    public void The_pages_are_there() =>
        House.Holds("The pages a newcomer and an operator need exist", "Write it.", MustExist.Where(page => !Repository.Exists(page)));

    [Fact]
    public void Links_lead_somewhere() =>
        House.Holds(
            "Every link of a page to a file of the repository leads somewhere", "Correct the link, or the page.",
            from page in Markdown.Pages
            from target in Markdown.LinkedFiles(page, Repository.Read(page))
            where !Repository.Exists(target)
            select $"{page} → {target}");

    [Fact]
    public void Named_files_exist() =>
        House.Holds(
            "Every file or folder of ours that a page names in code exists", "Correct the page.",
            from page in Markdown.Pages
            from path in Markdown.NamedPaths(Repository.Read(page))
            where !Repository.Exists(path)
            select $"{page} names {path}");

    [Fact]
    public void Named_commands_exist() =>
        House.Holds(
            "Every command that a page shows exists", "Correct the page; what is planned is described without a command line.",
            from page in Markdown.Pages
            from command in Markdown.NamedCommands(Repository.Read(page)).Distinct(StringComparer.Ordinal)
            where !Commands.Exists(command)
            select $"{page} names: sekisho {command}");

    [Fact]
    public void Every_page_of_docs_is_linked() =>
        House.Holds(
            "Every page of docs is linked from another page", "Link it from README.md or ARCHITECTURE.md.",
            Markdown.Pages.Where(page => page.StartsWith("docs/", StringComparison.Ordinal) && !page.StartsWith("docs/decisions/", StringComparison.Ordinal))
                .Except(Markdown.Pages.SelectMany(page => Markdown.LinkedFiles(page, Repository.Read(page)).Where(target => target != page)), StringComparer.Ordinal));

    [Fact]
    public void A_broken_link_is_found() =>
        Assert.Equal(["docs/b.md", "c.svg"], Markdown.LinkedFiles("docs/a.md", "[b](b.md#part), ![c](../c.svg), [web](https://example.org/x), [here](#part)"));

    [Fact]
    public void A_named_path_is_found() =>
        Assert.Equal(["src/Nowhere/A.cs"], Markdown.NamedPaths("see `src/Nowhere/A.cs`, `src/*/x`, `application/json` and `sekisho up`"));

    [Fact]
    public void A_named_command_is_found() =>
        Assert.Equal(["frobnicate", "up"], Markdown.NamedCommands("Type `./sekisho frobnicate now`; sekisho is a word.\n```\n$ ./sekisho up --demo\nsekisho: built\n```\n"));
}
