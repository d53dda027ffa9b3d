using Microsoft.CodeAnalysis.CSharp.Syntax;
using Sekisho.House.Tests.Code;

namespace Sekisho.House.Tests.Projects;

public sealed class LayerTests
{
    private const string Mend = "Move the type to where both may use it, or hand the value over as a type of a lower layer. The table is Layers.cs; a new line in it is a decision.";

    private static IEnumerable<Project> Products => Project.All.Where(project => project.Folder.StartsWith("src/", StringComparison.Ordinal));

    [Fact]
    public void Every_project_has_its_line() =>
        House.Holds(
            "Every project of src has a line in Layers.cs, and every line a project", "Say there what it may use.",
            Products.Select(project => project.Name).Except(Layers.MayUse.Keys, StringComparer.Ordinal).Select(name => $"src/{name}: no line")
                .Concat(Layers.MayUse.Keys.Except(Products.Select(project => project.Name), StringComparer.Ordinal).Select(name => $"{name}: no project")));

    [Fact]
    public void The_table_has_no_circle()
    {
        foreach (var (name, lower) in Layers.MayUse)
            foreach (var used in lower)
                Assert.DoesNotContain(name, Layers.MayUse[used]);
    }

    [Fact]
    public void Projects_refer_only_to_lower_ones() =>
        House.Holds("Dependencies run one way: Sekisho → slices → protocol libraries → Kernel", Mend, Products.SelectMany(WrongReferences));

    [Fact]
    public void Code_uses_only_namespaces_of_lower_projects() =>
        House.Holds(
            "A file uses only the namespaces of projects that its own project may use (also not through a third project)", Mend,
            Source.In("src").SelectMany(WrongUses));

    [Fact]
    public void Tests_and_tools_are_not_used_by_the_product() =>
        House.Holds(
            "Nothing in src refers to tests, bench or fuzz", "Move what is needed to src.",
            Products.SelectMany(project => project.ProjectReferences.Where(reference => !reference.StartsWith("src/", StringComparison.Ordinal))
                .Select(reference => $"{project.Path} → {reference}")));

    [Fact]
    public void Packages_are_where_they_may_be() =>
        House.Holds(
            "A project of src has only the packages on its line in Layers.cs; the Kernel and the protocol libraries have none",
            "Use what .NET has; a package is a decision: a line in Layers.cs and in docs/dependencies.md.",
            Products.SelectMany(project => project.PackageReferences
                .Except(Layers.MayHavePackages.GetValueOrDefault(project.Name, []), StringComparer.Ordinal)
                .Select(package => $"{project.Path} → {package}")));

    [Fact]
    public void A_wrong_reference_is_found()
    {
        var project = Project.Parse("src/Store/Sekisho.Store.csproj", """<Project><ItemGroup><ProjectReference Include="../Mime/Sekisho.Mime.csproj" /><ProjectReference Include="..\Kernel\Sekisho.Kernel.csproj" /></ItemGroup></Project>""");
        Assert.Equal("src/Store/Sekisho.Store.csproj → src/Mime", Assert.Single(WrongReferences(project)));
    }

    [Theory]
    [InlineData("using Sekisho.Mime.Headers;", 1)]
    [InlineData("class A { Sekisho.Mime.Headers.Header? h; }", 1)]
    [InlineData("using Sekisho.Kernel.Bytes; using Sekisho.Edge; using System.Net.Mime;", 0)]
    public void A_wrong_use_is_found(string code, int findings) =>
        Assert.Equal(findings, WrongUses(Source.Parse("src/Edge/A.cs", code)).Count());

    private static IEnumerable<string> WrongReferences(Project project) =>
        project.ProjectReferences
            .Where(reference => reference.StartsWith("src/", StringComparison.Ordinal))
            .Where(reference => !Layers.MayUse.GetValueOrDefault(project.Name, []).Contains(reference["src/".Length..], StringComparer.Ordinal))
            .Select(reference => $"{project.Path} → {reference}");

    private static IEnumerable<string> WrongUses(Source source)
    {
        var own = source.Path.Split('/')[1];
        var allowed = Layers.MayUse.GetValueOrDefault(own, []);
        return source.Tree.DescendantNodes(node => node is not QualifiedNameSyntax and not MemberAccessExpressionSyntax)
            .Where(node => node is QualifiedNameSyntax or MemberAccessExpressionSyntax)
            .Select(node => (node, parts: node.ToString().Split('.')))
            .Where(item => item.parts.Length > 1 && item.parts[0] == "Sekisho")
            .Where(item => Layers.MayUse.ContainsKey(item.parts[1]) && item.parts[1] != own && !allowed.Contains(item.parts[1], StringComparer.Ordinal))
            .Select(item => source.At(item.node, $"Sekisho.{item.parts[1]}"));
    }
}
