using System.Buffers;

namespace Sekisho.Inspect.Html;

/// <summary>
/// Further ways in which scripts hide what they build: content as a list of numbers or in pieces, packed scripts, programs
/// of the system, commands put on the clipboard for the reader to run. By words and shapes; nothing is run. Linear.
/// </summary>
internal static class ScriptTricks
{
    /// <summary>So many bytes written as numbers are content; colours, dates and tables of libraries have fewer in one row.</summary>
    private const int PayloadNumbers = 500;

    /// <summary>Literals of at least this length are pieces of one content when there are enough of them, in characters.</summary>
    private const int PieceChars = 32;

    /// <summary>All pieces together, in characters.</summary>
    private const int PayloadChars = 1_500;

    /// <summary>A script that does nothing but fetch a page and show it is short; libraries, which could too, are not. In characters.</summary>
    private const int ShortScriptChars = 4_000;

    /// <summary>A script that reads a picture's points and makes a page of them; libraries that draw and read pictures too are longer. In characters.</summary>
    private const int PictureScriptChars = 20_000;

    private static readonly SearchValues<string> PictureReaders = Words("getImageData", "createImageBitmap", "readPixels(");
    private static readonly SearchValues<string> Makers = Words("new Function", "Function(", "fromCharCode", "fromCodePoint", "TextDecoder", "new Blob", "atob(", "location.href", "location.replace", "location.assign", "location=");
    private static readonly SearchValues<string> Bytes = Words("Uint8Array", "fromCharCode", "charCodeAt", "fromCodePoint", "Blob", "WebAssembly", "String[");
    private static readonly SearchValues<string> Programs = Words("WScript.Shell", "Shell.Application", "ADODB.Stream", "Scripting.FileSystemObject", "WebAssembly.instantiate", "WebAssembly.Module", "WebAssembly.compile");
    private static readonly SearchValues<string> Packers = Words("eval(function(p,a,c,k,e", "ﾟωﾟﾉ", "(ﾟДﾟ)", "$$$___", "$=~[];");
    private static readonly SearchValues<string> Forms = Words("\\u003cform", "\\x3cform", "%3Cform", "\\u003cinput", "\\x3cinput", "%3Cinput", "&lt;form", "\\74form");
    private static readonly SearchValues<string> PlainForms = Words("<form action=http", "<form action=\"http", "<form action='http", "<form action=\\\"http", "type=\"password", "type=\\\"password", "type='password", "type=password");
    private static readonly SearchValues<string> Copiers = Words("clipboard.writeText", "clipboard.write(", "execCommand('copy", "execCommand(\"copy", "setData('text", "setData(\"text");
    private static readonly SearchValues<string> Commands = Words("powershell -", "powershell.exe", "pwsh -", "mshta", "|iex", "| iex", "iex(", "iex (", "msiexec /", "rundll32", "regsvr32", "cmd /c", "cmd.exe", "bitsadmin", "certutil -", "osascript", "|bash", "| bash", "|sh\"", "| zsh");
    private static readonly SearchValues<string> Fetchers = Words("fetch(", "XMLHttpRequest", "$.get(", "$.post(", "$.ajax(", ".load(");
    private static readonly SearchValues<string> Writers = Words("document.write", "innerHTML", "outerHTML", "insertAdjacentHTML", "eval(", "document.documentElement");
    private static readonly SearchValues<char> Base64Chars = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/-_=");
    private static readonly SearchValues<char> BracketCode = SearchValues.Create("[]()!+ \r\n");

    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdef");

    /// <summary>Adds the ways of one script.</summary>
    /// <param name="script">The script.</param>
    /// <param name="ways">The names of ways, of a page so far.</param>
    public static void Note(ReadOnlySpan<char> script, SortedSet<string> ways)
    {
        if (script.Length < 16) return;
        if (HasNumbers(script) || HasPieces(script) || NumberText.IsIn(script)) ways.Add("payload");
        if (script.Length <= PictureScriptChars && script.ContainsAny(PictureReaders) && (script.ContainsAny(Writers) || script.ContainsAny(Makers))) ways.Add("picture");
        if (script.ContainsAny(Programs)) ways.Add("program");
        if (script.ContainsAny(Packers) || HasMachineNames(script) || IsBracketCode(script)) ways.Add("packed");
        if (script.ContainsAny(Forms) || script.ContainsAny(Writers) && script.ContainsAny(PlainForms)) ways.Add("written form");
        if (script.ContainsAny(Copiers) && script.ContainsAny(Commands)) ways.Add("clipboard");
        if (script.Length <= ShortScriptChars && script.ContainsAny(Fetchers) && script.ContainsAny(Writers)) ways.Add("fetched");
    }

    /// <summary>
    /// Whether a row of base64 long enough to be content stands in the page outside of pictures and fonts (data:): in an
    /// attribute, a text, a comment, for a script to take from there.
    /// </summary>
    /// <param name="page">The page.</param>
    public static bool HasStoredPayload(ReadOnlySpan<char> page)
    {
        // A row of this length holds one of every so many characters.
        for (var at = 0; at < page.Length; at += PayloadChars)
        {
            if (!Base64Chars.Contains(page[at])) continue;
            var start = page[..at].LastIndexOfAnyExcept(Base64Chars) + 1;
            var length = page[start..].IndexOfAnyExcept(Base64Chars);
            if (length < 0) length = page.Length - start;
            if (length >= PayloadChars && (start == 0 || page[start - 1] != ',') && IsMixed(page.Slice(start, PayloadChars))) return true;
            at = Math.Max(at, start + length - 1);
        }

        return false;
    }

    private static SearchValues<string> Words(params ReadOnlySpan<string> words) => SearchValues.Create(words, StringComparison.OrdinalIgnoreCase);

    /// <summary>"[77, 90, 144, …", "0x4d,0x5a,…": whole numbers up to 255, and either a script that makes bytes of them or the beginning of a file.</summary>
    private static bool HasNumbers(ReadOnlySpan<char> script)
    {
        int count = 0, first = 0, second = 0;
        for (var at = 0; at < script.Length;)
        {
            if (!char.IsAsciiDigit(script[at]))
            {
                // Anything but a comma and blanks ends the row.
                if (script[at] is not (',' or ' ' or '\r' or '\n' or '\t')) count = 0;
                at++;
                continue;
            }

            var number = ReadByte(script, ref at);
            if (number < 0 || at < script.Length && (script[at] == '.' || char.IsAsciiLetterOrDigit(script[at]))) count = 0;
            else if (count++ == 0) first = number;
            else if (count == 2) second = number;
            if (count >= PayloadNumbers) return IsFileStart(first, second) || script.ContainsAny(Bytes);
        }

        return false;
    }

    private static int ReadByte(ReadOnlySpan<char> script, ref int at)
    {
        var isHex = script[at] == '0' && at + 1 < script.Length && script[at + 1] is 'x' or 'X';
        if (isHex) at += 2;
        var number = 0;
        while (at < script.Length && (isHex ? char.IsAsciiHexDigit(script[at]) : char.IsAsciiDigit(script[at])))
        {
            number = Math.Min(256, (number * (isHex ? 16 : 10)) + (char.IsAsciiDigit(script[at]) ? script[at] - '0' : (script[at] | 0x20) - 'a' + 10));
            at++;
        }

        return number > 255 ? -1 : number;
    }

    /// <summary>Programs, zip archives, PDF documents, pages.</summary>
    private static bool IsFileStart(int first, int second) => (first, second) is (77, 90) or (80, 75) or (37, 80) or (60, 104 or 33 or 115 or 72 or 83);

    /// <summary>Many literals of nothing but base64: "TVqQ…"+"AAMA…".</summary>
    private static bool HasPieces(ReadOnlySpan<char> script)
    {
        var chars = 0;
        while (true)
        {
            var quote = script.IndexOfAny('"', '\'', '`');
            if (quote < 0) return false;
            var mark = script[quote];
            script = script[(quote + 1)..];
            var length = script.IndexOfAnyExcept(Base64Chars);
            if (length < 0) return false;
            if (length >= PieceChars && script[length] == mark && IsMixed(script[..length]) && (chars += length) >= PayloadChars) return true;
            script = script[length..];
            if (script[0] == mark) script = script[1..];
        }
    }

    /// <summary>Letters of both cases and digits: hashes and words have not all three.</summary>
    private static bool IsMixed(ReadOnlySpan<char> text) => text.ContainsAnyInRange('A', 'Z') && text.ContainsAnyInRange('a', 'z') && text.ContainsAnyInRange('0', '9');

    /// <summary>"_0x1a2b3c": the names that a common program for obscuring scripts gives.</summary>
    private static bool HasMachineNames(ReadOnlySpan<char> script)
    {
        const int enough = 6;
        for (var count = 0; count < enough; count++)
        {
            var at = script.IndexOf("_0x");
            if (at < 0 || at + 7 > script.Length) return false;
            if (script.Slice(at + 3, 2).ContainsAnyExcept(HexDigits)) return false;
            script = script[(at + 3)..];
        }

        return true;
    }

    /// <summary>"[][(![]+[])[+[]]+…": a script of nothing but brackets and signs.</summary>
    private static bool IsBracketCode(ReadOnlySpan<char> script)
    {
        const int enough = 400;
        script = script.Trim();
        if (script.Length < enough) return false;
        var length = script.IndexOfAnyExcept(BracketCode);
        return length < 0 || length >= enough;
    }
}
