using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Sekisho.House.Tests.Code;

/// <summary>One C# file, read as a syntax tree, so that a rule looks at code and not at what stands in strings.</summary>
internal sealed record Source(string Path, SyntaxNode Tree)
{
    /// <summary>Every C# file of the repository.</summary>
    public static IReadOnlyList<Source> All { get; } =
        [.. Repository.FilesOf(".cs").AsParallel().AsOrdered().Select(path => Parse(path, Repository.Read(path)))];

    public static IEnumerable<Source> In(params string[] folders) =>
        All.Where(source => folders.Any(folder => source.Path.StartsWith(folder + "/", StringComparison.Ordinal)));

    public static Source Parse(string path, string text) =>
        new(path, CSharpSyntaxTree.ParseText(text, new CSharpParseOptions(LanguageVersion.Preview)).GetRoot());

    public int LineOf(SyntaxNode node) => LineOf(node.SpanStart);

    public int LineOf(int position) => Tree.SyntaxTree.GetLineSpan(new(position, 0)).StartLinePosition.Line + 1;

    public string At(SyntaxNode node, string what) => $"{Path}:{LineOf(node)} {what}";
}
