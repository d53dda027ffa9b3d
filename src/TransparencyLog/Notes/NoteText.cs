using System.Buffers;
using System.Text;

namespace Sekisho.TransparencyLog.Notes;

/// <summary>The text of notes: UTF-8 without control characters but the line feed (C2SP signed-note).</summary>
internal static class NoteText
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private static readonly SearchValues<char> Forbidden =
        SearchValues.Create([.. Enumerable.Range(0, 0x20).Select(code => (char)code).Where(character => character != '\n')]);

    /// <summary>Reads bytes as the text of a note.</summary>
    public static bool TryDecode(ReadOnlySpan<byte> bytes, out string text)
    {
        text = System.Text.Unicode.Utf8.IsValid(bytes) ? Strict.GetString(bytes) : "";
        return text.Length > 0 && IsAllowed(text);
    }

    /// <summary>Whether a text has nothing that notes forbid.</summary>
    public static bool IsAllowed(ReadOnlySpan<char> text) => !text.ContainsAny(Forbidden);

    /// <summary>Whether a text can be the name of a key: not empty, no space and no plus.</summary>
    public static bool IsKeyName(ReadOnlySpan<char> name)
    {
        if (name.IsEmpty || name.Contains('+')) return false;
        foreach (var character in name)
        {
            if (char.IsWhiteSpace(character) || character < 0x20) return false;
        }

        return true;
    }
}
