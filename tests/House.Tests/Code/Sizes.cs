using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Sekisho.House.Tests.Code;

/// <summary>How long files and methods are, and how many public types a file has.</summary>
internal static class Sizes
{
    /// <summary>The most lines a file of the product may have; a test file, being a list of cases, somewhat more.</summary>
    public const int FileLines = 300;

    public const int TestFileLines = 450;

    /// <summary>The most lines a method may have, from its signature to its closing brace.</summary>
    public const int MethodLines = 70;

    /// <summary>Everything over its limit: key ("path" or "path Type.Method"), lines and limit.</summary>
    public static IEnumerable<(string Key, int Lines, int Limit)> TooLong(Source source)
    {
        var limit = source.Path.StartsWith("tests/", StringComparison.Ordinal) ? TestFileLines : FileLines;
        var fileLines = source.LineOf(source.Tree.FullSpan.End) - 1;
        if (fileLines > limit) yield return (source.Path, fileLines, limit);
        foreach (var node in source.Tree.DescendantNodes())
        {
            var name = node switch
            {
                MethodDeclarationSyntax method => method.Identifier.Text,
                ConstructorDeclarationSyntax constructor => constructor.Identifier.Text + ".ctor",
                PropertyDeclarationSyntax property when property.AccessorList is not null => property.Identifier.Text,
                LocalFunctionStatementSyntax local => local.Identifier.Text,
                _ => null,
            };
            if (name is null || IsTable(node)) continue;
            // Of a property only the accessors: what may stand behind them is a table of data, not a method.
            var code = node is PropertyDeclarationSyntax { AccessorList: { } accessors } ? accessors : node;
            var lines = source.LineOf(code.Span.End) - source.LineOf(FirstLineOfCode(code)) + 1;
            if (lines > MethodLines) yield return ($"{source.Path} {TypeOf(node)}.{name}", lines, MethodLines);
        }
    }

    public static IReadOnlyList<string> PublicTypes(Source source) =>
        [.. source.Tree.DescendantNodes(node => node is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax)
            .OfType<MemberDeclarationSyntax>()
            .Where(member => member is BaseTypeDeclarationSyntax or DelegateDeclarationSyntax)
            .Where(member => member.Modifiers.Any(SyntaxKind.PublicKeyword))
            .Select(member => member is BaseTypeDeclarationSyntax type ? type.Identifier.Text : ((DelegateDeclarationSyntax)member).Identifier.Text)
            .Distinct(StringComparer.Ordinal)];

    /// <summary>A method that only gives a list of values (the cases of a test): data, not steps.</summary>
    private static bool IsTable(SyntaxNode node) =>
        node is MethodDeclarationSyntax { ExpressionBody.Expression: BaseObjectCreationExpressionSyntax or CollectionExpressionSyntax };

    private static int FirstLineOfCode(SyntaxNode node) =>
        node is MemberDeclarationSyntax { AttributeLists.Count: > 0 } member
            ? member.AttributeLists.Last().Span.End + 1
            : node.SpanStart;

    private static string TypeOf(SyntaxNode node) =>
        node.Ancestors().OfType<BaseTypeDeclarationSyntax>().FirstOrDefault()?.Identifier.Text ?? "(program)";
}
