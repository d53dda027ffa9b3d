using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Sekisho.House.Tests.Code;

/// <summary>What no source file may contain, beyond what the analyzers already refuse.</summary>
internal static class BannedConstructs
{
    private static readonly string[] BannedComments = ["TODO", "FIXME", "HACK", "XXX"];
    private static readonly string[] BannedTypeEndings = ["Manager", "Managers", "Helper", "Helpers", "Util", "Utils", "Utility", "Utilities", "Misc"];

    public static IEnumerable<string> NotesToSelf(Source source) =>
        from trivia in source.Tree.DescendantTrivia(descendIntoTrivia: false)
        where trivia.Kind() is SyntaxKind.SingleLineCommentTrivia or SyntaxKind.MultiLineCommentTrivia
            or SyntaxKind.SingleLineDocumentationCommentTrivia or SyntaxKind.MultiLineDocumentationCommentTrivia
        from word in BannedComments
        where HasWord(trivia.ToFullString(), word)
        select $"{source.Path}:{source.LineOf(trivia.SpanStart)} {word}";

    public static IEnumerable<string> Unwritten(Source source) =>
        from name in source.Tree.DescendantNodes().OfType<IdentifierNameSyntax>()
        where name.Identifier.Text == "NotImplementedException"
        select source.At(name, "NotImplementedException");

    /// <summary>An empty catch of everything; or, in the product, an empty catch of something named in a member without any comment that says why.</summary>
    public static IEnumerable<string> Swallowed(Source source) =>
        from clause in source.Tree.DescendantNodes().OfType<CatchClauseSyntax>()
        where clause.Block.Statements.Count == 0
        let everything = clause.Filter is null && (clause.Declaration is null || clause.Declaration.Type.ToString() is "Exception" or "System.Exception")
        where everything || (source.Path.StartsWith("src/", StringComparison.Ordinal) && !IsExplained(clause))
        select source.At(clause, everything ? "an empty catch of every exception" : "an empty catch without a comment that says why");

    private static bool IsExplained(CatchClauseSyntax clause) =>
        ((SyntaxNode?)clause.FirstAncestorOrSelf<MemberDeclarationSyntax>() ?? clause).DescendantTrivia()
            .Any(trivia => trivia.Kind() is SyntaxKind.SingleLineCommentTrivia or SyntaxKind.SingleLineDocumentationCommentTrivia);

    public static IEnumerable<string> TestsThatCannotFail(Source source) =>
        from call in source.Tree.DescendantNodes().OfType<InvocationExpressionSyntax>()
        let text = call.ToString().Replace(" ", "", StringComparison.Ordinal)
        where text is "Assert.True(true)" or "Assert.False(false)" or "Assert.NotNull(this)" or "Assert.Equal(1,1)"
        select source.At(call, text);

    public static IEnumerable<string> SwitchedOffTests(Source source) =>
        from argument in source.Tree.DescendantNodes().OfType<AttributeArgumentSyntax>()
        where argument.NameEquals?.Name.Identifier.Text is "Skip" or "Explicit"
        select source.At(argument, argument.ToString());

    /// <summary>xunit 2 calls IDisposable and IAsyncLifetime of a test class, and never its IAsyncDisposable: what that should end stays.</summary>
    public static IEnumerable<string> TestsNeverDisposed(Source source) =>
        from type in source.Tree.DescendantNodes().OfType<ClassDeclarationSyntax>()
        let bases = type.BaseList?.Types.Select(each => each.Type.ToString()).ToList() ?? []
        where type.Identifier.Text.EndsWith("Tests", StringComparison.Ordinal) && bases.Contains("IAsyncDisposable") && !bases.Contains("IAsyncLifetime")
        select source.At(type, type.Identifier.Text);

    public static IEnumerable<string> VagueTypes(Source source) =>
        from type in source.Tree.DescendantNodes().OfType<BaseTypeDeclarationSyntax>()
        where BannedTypeEndings.Any(ending => type.Identifier.Text.EndsWith(ending, StringComparison.Ordinal))
        select source.At(type, type.Identifier.Text);

    public static IEnumerable<string> Unsafe(Source source) =>
        from token in source.Tree.DescendantTokens()
        where token.IsKind(SyntaxKind.UnsafeKeyword)
        select $"{source.Path}:{source.LineOf(token.SpanStart)} unsafe";

    public static IEnumerable<string> NativeCalls(Source source) =>
        from attribute in source.Tree.DescendantNodes().OfType<AttributeSyntax>()
        where attribute.Name.ToString() is "DllImport" or "LibraryImport"
        select source.At(attribute, attribute.Name.ToString());

    /// <summary>A channel without a bound: memory that a slow reader or a busy sender can fill.</summary>
    public static IEnumerable<string> UnboundedChannels(Source source) =>
        from name in source.Tree.DescendantNodes().OfType<SimpleNameSyntax>()
        where name.Identifier.Text is "CreateUnbounded" or "CreateUnboundedPrioritized"
        select source.At(name, name.Identifier.Text);

    /// <summary>A temporary file or folder of which nobody can say whose it was when it is left behind.</summary>
    public static IEnumerable<string> NamelessTemporaries(Source source) =>
        from call in source.Tree.DescendantNodes().OfType<InvocationExpressionSyntax>()
        where call.Expression is MemberAccessExpressionSyntax { Name.Identifier.Text: "GetTempFileName" }
            || (call.Expression is MemberAccessExpressionSyntax { Name.Identifier.Text: "CreateTempSubdirectory" } && !SaysWhose(call.ArgumentList))
        select source.At(call, call.ToString());

    private static bool SaysWhose(ArgumentListSyntax arguments) =>
        arguments.Arguments.FirstOrDefault()?.GetFirstToken().ValueText.StartsWith("sekisho-", StringComparison.Ordinal) == true;

    private static bool HasWord(string text, string word)
    {
        for (var at = text.IndexOf(word, StringComparison.Ordinal); at >= 0; at = text.IndexOf(word, at + 1, StringComparison.Ordinal))
        {
            var before = at == 0 || !char.IsLetterOrDigit(text[at - 1]);
            var end = at + word.Length;
            if (before && (end == text.Length || !char.IsLetterOrDigit(text[end]))) return true;
        }

        return false;
    }
}
