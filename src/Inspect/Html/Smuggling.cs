using System.Buffers;
using System.Buffers.Text;
using System.Text;
using Sekisho.Kernel.Text;

namespace Sekisho.Inspect.Html;

/// <summary>
/// Finds how a page builds a file or another page in the reader's browser, past those who look at attachments and links.
/// By the words of its scripts and by their long literals; nothing is run.
/// </summary>
internal sealed class Smuggling
{
    /// <summary>A literal of this length carries content, in characters: libraries have none, and keys are shorter.</summary>
    private const int PayloadChars = 1_500;

    /// <summary>Most of a script that is searched, in characters. Stops megabytes from being searched for each word; the words stand around the payload, so both ends are searched.</summary>
    private const int MaxScriptChars = 2_000_000;

    /// <summary>Most literals decoded in one page, and the most of each, in characters. Stops scripts of nothing but literals.</summary>
    private const int MaxDecoded = 50, MaxDecodedChars = 200_000;

    private static readonly SearchValues<string> Builders = Words("new Blob", "createObjectURL", "new File(", "application/octet-stream");
    private static readonly SearchValues<string> Savers = Words("msSaveBlob", "msSaveOrOpenBlob", ".download=", ".download =", "setAttribute('download", "setAttribute(\"download", "saveAs(");
    private static readonly SearchValues<string> Decoders = Words("atob(", "atob (", "['atob']", "[\"atob\"]", "fromCharCode", "unescape(", "decodeURIComponent(", "charCodeAt", "fromCodePoint", "TextDecoder", "CryptoJS", "parseInt(", "\\x3c", "\\u003c", "\\x68\\x74", "reverse().join", ".split('').reverse", "XORCipher");
    private static readonly SearchValues<string> Runners = Words("eval(", "eval (", "document.write", "document['write", "document[\"write", "innerHTML", "outerHTML", "insertAdjacentHTML", "new Function", "Function(", "srcdoc", "documentElement", "importScripts", "setTimeout('", "setTimeout(\"");
    private static readonly SearchValues<string> Movers = Words("location.href", "location.replace", "location.assign", "location =", "location=", "window.open(", "top.location", ".src=", ".src =");
    private static readonly SearchValues<char> Base64Chars = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/-_");

    private readonly SortedSet<string> _ways = new(StringComparer.Ordinal);
    private readonly List<string> _found = [];
    private int _decoded;

    /// <summary>The ways, by their names.</summary>
    public IReadOnlyCollection<string> Ways => _ways;

    /// <summary>Texts that were packed in literals and read as a page or an address.</summary>
    public IReadOnlyList<string> Found => _found;

    /// <summary>Looks at a page.</summary>
    public static Smuggling In(HtmlView view)
    {
        var smuggling = new Smuggling();
        foreach (var script in view.Scripts)
        {
            if (script.Source is { } source) smuggling.Source(source);
            smuggling.Script(script.Text.Span);
        }

        foreach (var handler in view.Handlers) smuggling.Script(handler);
        foreach (var link in view.Links) smuggling.Target(link.Target, link.IsDownload);
        foreach (var frame in view.Frames) smuggling.Target(frame, false);
        if (view.Refresh is { } refresh && refresh.ContainsAnyCase("data:")) smuggling._ways.Add("data link");
        if (view.AnimatesScript || view.IsSvg && (view.Scripts.Count > 0 || view.Handlers.Count > 0 || view.Links.Any(link => ScriptAddress.IsIn(link.Target)))) smuggling._ways.Add("svg script");
        return smuggling;
    }

    private static SearchValues<string> Words(params ReadOnlySpan<string> words) => SearchValues.Create(words, StringComparison.OrdinalIgnoreCase);

    private void Source(string source)
    {
        if (source.StartsWith("data:", StringComparison.OrdinalIgnoreCase)) _ways.Add("data link");
        else if (source.Contains("//", StringComparison.Ordinal)) _ways.Add("remote script");
    }

    private void Target(string target, bool isDownload)
    {
        var text = target.AsSpan().TrimStart();
        if (text.StartsWith(HtmlReader.FrameWithin))
        {
            if (_decoded++ < MaxDecoded) _found.Add(text[HtmlReader.FrameWithin.Length..].ToString());
            return;
        }

        if (text.StartsWith("javascript:", StringComparison.OrdinalIgnoreCase)) Script(text);
        if (!text.StartsWith("data:", StringComparison.OrdinalIgnoreCase)) return;
        var kind = text[5..];
        // A picture or a calendar entry in a link is no page.
        if (isDownload || kind.StartsWith("text/html", StringComparison.OrdinalIgnoreCase) || kind.StartsWith("application/", StringComparison.OrdinalIgnoreCase) || kind.StartsWith("image/svg", StringComparison.OrdinalIgnoreCase) || kind.StartsWith("text/xml", StringComparison.OrdinalIgnoreCase))
            _ways.Add("data link");
        var comma = text.IndexOf(',');
        if (comma < 0) return;
        if (text[..comma].ContainsAnyCase("base64")) Literal(text[(comma + 1)..]);
        else if (_decoded++ < MaxDecoded && Uri.UnescapeDataString(text[(comma + 1)..].ToString()) is var page && page.Contains('<', StringComparison.Ordinal)) _found.Add(page);
    }

    private void Script(ReadOnlySpan<char> script)
    {
        if (script.Length > 2 * MaxScriptChars)
        {
            Script(script[..MaxScriptChars]);
            Script(script[^MaxScriptChars..]);
            return;
        }

        var builds = script.ContainsAny(Builders);
        var saves = script.ContainsAny(Savers);
        var decodes = script.ContainsAny(Decoders);
        var runs = script.ContainsAny(Runners);
        var moves = script.ContainsAny(Movers);
        if (builds) _ways.Add("blob");
        if (saves) _ways.Add("save");
        if (decodes && runs) _ways.Add("decoded");
        if (moves) _ways.Add(decodes ? "hidden address" : "redirect");
        ScriptTricks.Note(script, _ways);
        Literals(script);
    }

    /// <summary>Long rows of base64: what they hold is looked at, twice packed ones included.</summary>
    private void Literals(ReadOnlySpan<char> script)
    {
        while (!script.IsEmpty)
        {
            var at = script.IndexOfAny(Base64Chars);
            if (at < 0) return;
            script = script[at..];
            var length = script.IndexOfAnyExcept(Base64Chars);
            if (length < 0) length = script.Length;
            if (length >= PayloadChars) _ways.Add("payload");
            if (length >= 24) Literal(script[..length]);
            script = script[length..];
        }
    }

    private void Literal(ReadOnlySpan<char> text)
    {
        if (_decoded >= MaxDecoded) return;
        var first = Decode(text);
        if (first is null) return;
        _decoded++;
        if (Keep(first)) return;
        if (Decode(first.AsSpan().Trim()) is { } second && Keep(second)) _ways.Add("layers");
    }

    private bool Keep(string text)
    {
        if (!text.Contains("://", StringComparison.Ordinal) && !text.ContainsAnyCase("<html") && !text.ContainsAnyCase("<script") && !text.ContainsAnyCase("<form")) return false;
        _found.Add(text);
        _ways.Add("hidden address");
        return true;
    }

    /// <summary>The text in base64; null when it is none, or no text.</summary>
    private static string? Decode(ReadOnlySpan<char> text)
    {
        text = text[..Math.Min(text.Length, MaxDecodedChars)].TrimEnd('=');
        if (text.Length < 24) return null;
        var bytes = ArrayPool<byte>.Shared.Rent(text.Length + 4);
        try
        {
            var used = 0;
            foreach (var character in text)
            {
                if (character > 0x7F) return null;
                bytes[used++] = character switch { '-' => (byte)'+', '_' => (byte)'/', _ => (byte)character };
            }

            if (used % 4 == 1) used--;
            while (used % 4 != 0) bytes[used++] = (byte)'=';
            if (Base64.DecodeFromUtf8InPlace(bytes.AsSpan(0, used), out var written) != OperationStatus.Done) return null;
            return LooksLikeText(bytes.AsSpan(0, written)) ? Encoding.UTF8.GetString(bytes, 0, written) : null;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(bytes);
        }
    }

    private static bool LooksLikeText(ReadOnlySpan<byte> bytes) =>
        bytes[..Math.Min(bytes.Length, 256)].IndexOfAnyInRange((byte)0, (byte)8) < 0 && bytes[..Math.Min(bytes.Length, 24)].IndexOfAnyExceptInRange((byte)9, (byte)126) < 0;
}
