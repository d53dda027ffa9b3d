using System.Buffers;
using System.Text;
using Sekisho.Kernel.Text;

namespace Sekisho.Inspect.Attachments.Kinds;

/// <summary>Tells kinds of text apart by words that stand near their start. A guess by nature: it gives facts, and blocks only where a program would act on the same words.</summary>
internal static class TextShape
{
    /// <summary>How much is looked at, in bytes: the words that decide stand at the start.</summary>
    private const int HeadBytes = 4096;

    private static readonly SearchValues<byte> NotInText =
        SearchValues.Create([.. Enumerable.Range(0, 32).Where(code => code is not ('\t' or '\n' or '\r' or '\f' or 0x1B or 0x1A or 0x0B or 0x08)).Select(code => (byte)code), 0x7F]);

    /// <summary>Words of scripts and of files that act. One look for all of them: nearly every text has none.</summary>
    private static readonly SearchValues<string> ActingWords = SearchValues.Create(
        [
            "\n[InternetShortcut]", "full address:s:", "\n@echo off", "powershell -", "Invoke-Expression", "New-Object ", "[CmdletBinding()]", "Invoke-WebRequest", "Set-ExecutionPolicy",
            "CreateObject(", "WScript.", "End Sub", "new ActiveXObject", "eval(function", "document.write(",
        ],
        StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether the start has no control characters but those of text (with ESC, for ISO-2022-JP), or is UTF-16 with a mark.</summary>
    public static bool LooksLikeText(ReadOnlySpan<byte> content) =>
        HasUtf16Mark(content) || !content[..Math.Min(content.Length, 1024)].ContainsAny(NotInText);

    /// <summary>The kind of text; null when it is not text.</summary>
    public static string? Detect(ReadOnlySpan<byte> content, bool isText)
    {
        if (!isText)
            return StartsAsHtml(content) ? "html" : null;
        var head = Head(content).TrimStart('\uFEFF').TrimStart();
        var acts = head.AsSpan().ContainsAny(ActingWords);
        return ByFirstWords(head, acts) ?? ByMarkup(head) ?? ByScriptWords(head, acts) ?? "text";
    }

    // A browser sniffs HTML although binary bytes follow (WHATWG MIME Sniffing §7.1): so do we.
    private static bool StartsAsHtml(ReadOnlySpan<byte> content)
    {
        var head = Encoding.Latin1.GetString(content[..Math.Min(content.Length, 256)]).TrimStart();
        return Starts(head, "<!doctype html") || Starts(head, "<html") || Starts(head, "<script") || Starts(head, "<svg");
    }

    private static string Head(ReadOnlySpan<byte> content)
    {
        var head = content[..Math.Min(content.Length, HeadBytes)];
        if (head.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE])) return Encoding.Unicode.GetString(head);
        if (head.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF])) return Encoding.BigEndianUnicode.GetString(head);
        return Encoding.UTF8.GetString(head);
    }

    private static bool HasUtf16Mark(ReadOnlySpan<byte> content) =>
        content.Length >= 4 && (content.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]) && content[3] == 0 || content.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]) && content[2] == 0);

    private static string? ByFirstWords(string head, bool acts)
    {
        if (head.StartsWith("#!", StringComparison.Ordinal)) return "shell";
        if (Starts(head, "<?php")) return "php";
        if (Starts(head, "Windows Registry Editor") || Starts(head, "REGEDIT4")) return "reg";
        if (Starts(head, "[InternetShortcut]") || (acts && Has(head, "\n[InternetShortcut]"))) return "url";
        if (Starts(head, "[Shell]") && Has(head, "Command=")) return "scf";
        if (Starts(head, "[Desktop Entry]")) return "desktop";
        if (Starts(head, "[Version]") && Has(head, "Signature=")) return "inf";
        if (acts && Has(head, "full address:s:")) return "rdp";
        if (Starts(head, "BEGIN:VCALENDAR")) return "ics";
        if (Starts(head, "BEGIN:VCARD")) return "vcard";
        if (head.StartsWith("From ", StringComparison.Ordinal) && (Has(head, "\nReceived:") || Has(head, "\nFrom:") && (Has(head, "\nSubject:") || Has(head, "\nMIME-Version:")))) return "mbox";
        if (Starts(head, "Received:") || Starts(head, "Return-Path:") || Starts(head, "MIME-Version:") || Starts(head, "Delivered-To:")) return "eml";
        if ((Starts(head, "From:") || Starts(head, "Date:") || Starts(head, "Message-ID:") || Starts(head, "Subject:") || Starts(head, "To:") || Starts(head, "Reply-To:") || Starts(head, "DKIM-Signature:") || Starts(head, "X-")) && (Has(head, "\nMIME-Version:") || Has(head, "\nReceived:"))) return "eml";
        return head.Length > 1 && (head[0] == '{' && head.AsSpan(1).TrimStart() is ['"' or '}', ..] || head[0] == '[' && head.AsSpan(1).TrimStart() is ['"' or '{' or '[' or ']', ..]) ? "json" : null;
    }

    private static string? ByMarkup(string head)
    {
        if (!head.StartsWith('<')) return null;
        if (Has(head, "<hta:application")) return "hta";
        if (Has(head, "<PCSettings")) return "settingcontent";
        if (Has(head, "<libraryDescription")) return "library";
        if (Has(head, "<searchConnectorDescription")) return "searchconnector";
        if (Has(head, "<AppInstaller")) return "appinstaller";
        if (Has(head, "urn:schemas-microsoft-com:asm.") && Has(head, "<deployment")) return "clickonce";
        if (Starts(head, "<job") || Starts(head, "<package") && Has(head, "<script") || Has(head, "<scriptlet") || Starts(head, "<component") && Has(head, "<script")) return "wsf";
        if (Has(head, "<svg")) return Has(head, "<html") ? "html" : "svg";
        if (Starts(head, "<!doctype html") || Has(head, "<html") || Has(head, "<head") || Has(head, "<body") || Has(head, "<script") || Starts(head, "<!--") || Starts(head, "<table") || Starts(head, "<div") || Starts(head, "<p>") || Starts(head, "<meta")) return "html";
        return Starts(head, "<?xml") || head.Length > 1 && (char.IsAsciiLetter(head[1]) || head[1] == '!') && Has(head, "xmlns") ? "xml" : null;
    }

    private static string? ByScriptWords(string head, bool acts)
    {
        if (Starts(head, "@echo off") || Starts(head, "@if ") || Starts(head, "@start ") || Starts(head, "cmd /c ") || Starts(head, "setlocal") || (acts && Has(head, "\n@echo off"))) return "batch";
        if (acts && (Has(head, "powershell -") || Has(head, "Invoke-Expression") || Has(head, "New-Object ") || Has(head, "[CmdletBinding()]") || Has(head, "Invoke-WebRequest") || Has(head, "Set-ExecutionPolicy"))) return "powershell";
        if (Starts(head, "On Error Resume Next") || (acts && (Has(head, "CreateObject(") || (Has(head, "WScript.Shell") && !Has(head, "new ActiveXObject")) || (Has(head, "\nDim ") && Has(head, "End Sub"))))) return "vbscript";
        if (acts && (Has(head, "new ActiveXObject") || Has(head, "WScript.") || Has(head, "eval(function") || (Has(head, "document.write(") && !head.StartsWith('<')))) return "javascript";
        return Starts(head, "(function(") || Starts(head, "!function(") || Starts(head, "'use strict'") || Starts(head, "\"use strict\"") ? "javascript" : null;
    }

    private static bool Starts(string text, string word) => text.StartsWith(word, StringComparison.OrdinalIgnoreCase);

    private static bool Has(string text, string word) => text.ContainsAnyCase(word);
}
