using System.Text;
using Sekisho.Kernel.Text;

namespace Sekisho.Inspect.Office;

/// <summary>Words in VBA source that matter: names of procedures that run by themselves, and calls that reach outside the document.</summary>
internal static class MacroWords
{
    /// <summary>VBA allows no longer names.</summary>
    private const int MaxNameChars = 255;

    private static readonly string[] AutoExec =
        ["AutoExec", "AutoOpen", "Auto_Open", "AutoClose", "Auto_Close", "AutoNew", "AutoExit", "Document_Open", "DocumentOpen", "Document_Close", "DocumentBeforeClose", "DocumentChange",
         "Document_New", "NewDocument", "Document_BeforeClose", "Document_BeforePrint", "Document_BeforeSave", "Document_ContentControlOnEnter", "Workbook_Open", "Workbook_Activate", "Workbook_Deactivate",
         "Workbook_BeforeClose", "Workbook_BeforePrint", "Workbook_WindowActivate", "Workbook_SheetCalculate", "Workbook_AddinInstall", "Worksheet_Calculate", "Presentation_Open", "Auto_Add", "App_WorkbookOpen",
         "InkPicture1_Painted", "InkPicture1_Painting", "MultiPage1_Layout", "Frame1_Layout", "ImageCombo1_Change", "WebBrowser1_StatusTextChange", "SystemMonitor1_GotFocus", "UserForm_Initialize"];

    /// <summary>
    /// What happens to a control when its page is shown: a control of any name runs code so without a click. Events that need one
    /// (Click, Change, KeyPress) are not here.
    /// </summary>
    private static readonly string[] AutoEvents =
        ["_Painted", "_Painting", "_Layout", "_GotFocus", "_StatusTextChange", "_BeforeNavigate2", "_NavigateComplete2", "_DocumentComplete", "_DownloadBegin", "_DownloadComplete", "_ProgressChange", "_TitleChange", "_PropertyChange", "_onConnecting", "_BeforeScriptExecute"];

    /// <summary>Strong words only: ordinary macros open files, read the environment and create dictionaries.</summary>
    private static readonly string[] Suspicious =
        ["WScript.Shell", "Shell.Application", "ShellExecute", "ShellExecuteA", "ShellExecuteW", "URLDownloadToFile", "URLDownloadToFileA", "URLDownloadToFileW", "MSXML2.XMLHTTP", "MSXML2.ServerXMLHTTP", "Microsoft.XMLHTTP",
         "WinHttp.WinHttpRequest", "InternetExplorer.Application", "ADODB.Stream", "SaveToFile", "powershell", "pwsh", "cmd.exe", "cmd /c", "cmd /k", "mshta", "rundll32", "regsvr32", "certutil", "bitsadmin", "wscript", "cscript", "msiexec", "schtasks",
         "VirtualAlloc", "VirtualAllocEx", "VirtualProtect", "RtlMoveMemory", "WriteProcessMemory", "CreateThread", "CreateRemoteThread", "EnumSystemLocales", "CreateProcess", "CreateProcessA", "CreateProcessW", "WinExec",
         "Win32_Process", "Win32_ProcessStartup", "winmgmts:", "ExecuteExcel4Macro", "FromBase64String", "Schedule.Service", "GetObject(\"new:", "DDEInitiate", "MacScript", "AppleScriptTask", "popen"];

    /// <summary>Finds the words in a source. Strings that are put together of pieces ("She" &amp; "ll") are joined first.</summary>
    public static (List<string> AutoExec, List<string> Suspicious) Find(string source)
    {
        var joined = Join(source);
        var suspicious = Suspicious.Where(word => Has(joined, word)).ToList();
        if (HasShellCall(joined)) suspicious.Insert(0, "Shell");
        return ([.. AutoExec.Where(word => Has(source, word)).Concat(AutoEvents.Select(ending => FindProcedure(source, ending)).OfType<string>()).Distinct(StringComparer.OrdinalIgnoreCase)], suspicious);
    }

    /// <summary>The statement or function Shell, not a word within another name or a property of an object.</summary>
    private static bool HasShellCall(string source)
    {
        for (var at = 0; (at = source.IndexOfAnyCase("Shell", at)) >= 0; at += 5)
        {
            if (at > 0 && (IsWord(source[at - 1]) || source[at - 1] is '.' or '"' or '\'')) continue;
            var next = source.AsSpan(at + 5);
            if (next.StartsWith("(") || next.StartsWith(" (") || next.StartsWith(" \"") || next.StartsWith("$(") || next.Length > 1 && next[0] == ' ' && char.IsLetter(next[1]) && !next.StartsWith(" As", StringComparison.OrdinalIgnoreCase)) return true;
        }

        return false;
    }

    private static bool Has(string source, string word)
    {
        for (var at = 0; (at = source.IndexOfAnyCase(word, at)) >= 0; at += word.Length)
        {
            var end = at + word.Length;
            if ((at == 0 || !IsWord(source[at - 1]) || !IsWord(word[0])) && (end == source.Length || !IsWord(source[end]) || !IsWord(word[^1]))) return true;
        }

        return false;
    }

    /// <summary>The name of a procedure ("Sub name(") that ends so; null for none.</summary>
    private static string? FindProcedure(string source, string ending)
    {
        for (var at = 0; (at = source.IndexOfAnyCase(ending, at)) >= 0; at += ending.Length)
        {
            var end = at + ending.Length;
            if (end >= source.Length || source[end] is not ('(' or ' ')) continue;
            var start = at;
            while (start > 0 && at - start < MaxNameChars && IsWord(source[start - 1])) start--;
            if (start < at && source.AsSpan(0, start).TrimEnd().EndsWith("Sub", StringComparison.OrdinalIgnoreCase)) return source[start..end];
        }

        return null;
    }

    private static bool IsWord(char character) => char.IsLetterOrDigit(character) || character == '_';

    private static string Join(string source)
    {
        var joined = new StringBuilder(source.Length);
        for (var i = 0; i < source.Length; i++)
        {
            if (source[i] == '"' && SkipJoint(source, i) is var next && next > i)
            {
                i = next - 1;
                continue;
            }

            joined.Append(source[i]);
        }

        return joined.ToString();
    }

    /// <summary>Behind <c>" &amp; "</c> at <paramref name="at"/>, or there where it is none.</summary>
    private static int SkipJoint(string source, int at)
    {
        var i = at + 1;
        while (i < source.Length && source[i] is ' ' or '\t') i++;
        if (i >= source.Length || source[i] is not ('&' or '+')) return at;
        i++;
        // A line may be continued between the pieces.
        while (i < source.Length && source[i] is ' ' or '\t' or '_' or '\r' or '\n') i++;
        return i < source.Length && source[i] == '"' ? i + 1 : at;
    }
}
