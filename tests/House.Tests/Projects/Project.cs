using System.Xml.Linq;

namespace Sekisho.House.Tests.Projects;

/// <summary>A project file: its folder under the root, and what it refers to.</summary>
internal sealed record Project(string Path, IReadOnlyList<string> ProjectReferences, IReadOnlyList<string> PackageReferences)
{
    public static IReadOnlyList<Project> All { get; } = [.. Repository.FilesOf(".csproj").Select(path => Parse(path, Repository.Read(path)))];

    /// <summary>"src/Smtp", "tests/Smtp.Tests", "fuzz".</summary>
    public string Folder => Path[..Path.LastIndexOf('/')];

    /// <summary>"Smtp", "Smtp.Tests", "fuzz".</summary>
    public string Name => Folder[(Folder.LastIndexOf('/') + 1)..];

    public static Project Parse(string path, string text)
    {
        var document = XDocument.Parse(text);
        var folder = path[..path.LastIndexOf('/')];
        return new Project(path, [.. Values("ProjectReference").Select(reference => FolderOf(folder, reference))], [.. Values("PackageReference")]);

        IEnumerable<string> Values(string element) =>
            document.Descendants(element).Select(item => item.Attribute("Include")?.Value).OfType<string>();
    }

    /// <summary>The folder of a referenced project file, from the root.</summary>
    private static string FolderOf(string folder, string reference)
    {
        var full = System.IO.Path.GetFullPath(System.IO.Path.Combine("/", folder, reference.Replace('\\', '/')));
        return full[1..full.LastIndexOf('/')];
    }
}
