using System.Buffers;

namespace Sekisho.Inspect.Html;

/// <summary>Tells a page that shows nothing of its own and fetches a script that makes it: what readers will see is not in the message.</summary>
internal static class RemotePage
{
    /// <summary>"Please wait while your document is loaded" is no content; a report or a stored page has more, in letters.</summary>
    private const int MaxLetters = 200;

    /// <summary>Scripts in the page that only start the fetched one are short; drawings and tables bring their numbers along. All together, in characters.</summary>
    private const int MaxScriptChars = 1_000;

    private static readonly SearchValues<string> Loaders = SearchValues.Create(["createElement('script", "createElement(\"script", "createElement(`script", "import('http", "import(\"http", "import 'http", "import \"http", "from 'http", "from \"http", "importScripts("], StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether it is one.</summary>
    public static bool Is(HtmlView view)
    {
        if (view.VisibleLetters > MaxLetters) return false;
        var chars = 0;
        var fetches = false;
        foreach (var script in view.Scripts)
        {
            if (script.Source is { } source)
            {
                fetches |= source.TrimStart().StartsWith("http", StringComparison.OrdinalIgnoreCase) || source.TrimStart().StartsWith("//", StringComparison.Ordinal);
                continue;
            }

            chars += script.Text.Length;
            if (chars > MaxScriptChars) return false;
            fetches |= script.Text.Span.ContainsAny(Loaders);
        }

        foreach (var handler in view.Handlers) fetches |= handler.AsSpan().ContainsAny(Loaders);
        return fetches;
    }
}
