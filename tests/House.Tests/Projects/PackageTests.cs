using System.Xml.Linq;

namespace Sekisho.House.Tests.Projects;

public sealed class PackageTests
{
    private const string Versions = "Directory.Packages.props";
    private const string Document = "docs/dependencies.md";

    private static IReadOnlyList<(string Name, string Version)> Packages { get; } =
        [.. XDocument.Parse(Repository.Read(Versions)).Descendants("PackageVersion")
            .Select(item => (item.Attribute("Include")!.Value, item.Attribute("Version")!.Value))];

    [Fact]
    public void Every_project_has_its_lock_file() =>
        House.Holds(
            "packages.lock.json lies beside every project file", "Run 'dotnet restore' and commit the file.",
            Project.All.Where(project => !Repository.Exists(project.Folder + "/packages.lock.json")).Select(project => project.Path));

    [Fact]
    public void Every_project_is_in_the_solution() =>
        House.Holds(
            "Sekisho.slnx lists every project, so that check and test build it", "Run 'dotnet sln Sekisho.slnx add PROJECT'.",
            Project.All.Where(project => !Repository.Read("Sekisho.slnx").Contains($"\"{project.Path}\"", StringComparison.Ordinal)).Select(project => project.Path));

    [Fact]
    public void Versions_are_exact_and_in_one_place() =>
        House.Holds(
            $"Package versions are exact and only in {Versions}", "Give the one exact version there, without ranges and wildcards.",
            Packages.Where(package => package.Version.IndexOfAny(['*', '[', '(', ',']) >= 0).Select(package => $"{package.Name} {package.Version}")
                .Concat(Project.All.Where(project => XDocument.Parse(Repository.Read(project.Path)).Descendants("PackageReference").Any(item => item.Attribute("Version") is not null || item.Attribute("VersionOverride") is not null))
                    .Select(project => $"{project.Path} gives a version itself")));

    [Fact]
    public void Every_package_is_explained() =>
        House.Holds(
            $"Every package of {Versions} has a line in {Document}, and every line a package",
            "Write there what it is for, its licence and what else was looked at.",
            Packages.Select(package => package.Name).Except(Explained(), StringComparer.Ordinal).Select(name => $"{name}: no line in {Document}")
                .Concat(Explained().Except(Packages.Select(package => package.Name), StringComparer.Ordinal).Select(name => $"{name}: explained, but not in {Versions}")));

    [Fact]
    public void Every_package_is_used() =>
        House.Holds(
            $"Every package of {Versions} is used", "Take the line out.",
            Packages.Select(package => package.Name)
                .Where(name => !Project.All.Any(project => Repository.Read(project.Folder + "/packages.lock.json").Contains($"\"{name}\"", StringComparison.OrdinalIgnoreCase))));

    /// <summary>The first column of the tables in the document: | `Name` | …</summary>
    private static IReadOnlyList<string> Explained() =>
        [.. Repository.Read(Document).Split('\n')
            .Where(line => line.StartsWith("| `", StringComparison.Ordinal))
            .Select(line => line[3..line.IndexOf('`', 3)])];
}
