using System.Text;

namespace Sekisho.Mime;

/// <summary>
/// Writes header fields: folds before column 78 (RFC 5322 §2.1.1), encodes what is not ASCII (RFC 2047). Whatever the
/// value, one field stays one field: control characters are blanks before anything else happens.
/// </summary>
internal sealed class HeaderWriter
{
    private const int FoldColumn = 78;

    /// <summary>UTF-8 bytes in one encoded word: "=?utf-8?B?" + 56 characters + "?=" stays under 75 (RFC 2047 §2), with room for the fold.</summary>
    private const int WordBytes = 42;

    private readonly List<byte> _bytes = [];
    private int _column;

    public byte[] ToBytes() => [.. _bytes];

    public void Line()
    {
        _bytes.AddRange("\r\n"u8);
        _column = 0;
    }

    public void Begin(string name) => Append(name + ":");

    public void End() => Line();

    /// <summary>A field whose value is ours and safe.</summary>
    public void Field(string name, string value)
    {
        Begin(name);
        Structured(value, utf8: false);
        End();
    }

    /// <summary>Free text.</summary>
    public void Text(string text, bool utf8)
    {
        text = Clean(text);
        if (NeedsWords(text, utf8)) Words(text);
        else Folded(text);
    }

    /// <summary>A structured value: never encoded.</summary>
    public void Structured(string value, bool utf8)
    {
        value = Clean(value);
        if (!utf8 && !Ascii.IsValid(value)) value = string.Concat(value.EnumerateRunes().Select(rune => rune.IsAscii ? rune.ToString() : "?"));
        Folded(value);
    }

    /// <summary>Encoded words, as many as needed.</summary>
    public void Words(string text)
    {
        var chunk = new List<byte>(WordBytes);
        Span<byte> encoded = stackalloc byte[4];
        foreach (var rune in text.EnumerateRunes())
        {
            var length = rune.EncodeToUtf8(encoded);
            if (chunk.Count + length > WordBytes)
            {
                Word(chunk);
                chunk.Clear();
            }

            chunk.AddRange(encoded[..length]);
        }

        if (chunk.Count > 0) Word(chunk);
    }

    /// <summary>One piece that must not be folded inside, behind a blank or a fold.</summary>
    public void Piece(string piece)
    {
        var width = Encoding.UTF8.GetByteCount(piece);
        Append(_column + 1 + width > FoldColumn && _column > 1 ? "\r\n " : " ");
        Append(piece);
    }

    /// <summary>Control characters to blanks, lone surrogates to U+FFFD; blanks at the ends and runs of them go.</summary>
    public static string Clean(string text)
    {
        var result = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (!Rune.IsControl(rune) && rune.Value is not (0x2028 or 0x2029 or ' ')) result.Append(rune.ToString());
            else if (result.Length > 0 && result[^1] != ' ') result.Append(' ');
        }

        return result.ToString().TrimEnd(' ');
    }

    private static bool NeedsWords(string text, bool utf8) =>
        !utf8 && !Ascii.IsValid(text) || text.Contains("=?", StringComparison.Ordinal) || Longest(text) > LineEnds.MaxLineBytes / 4;

    private static int Longest(string text) => text.Split(' ').Max(word => word.Length);

    private void Word(List<byte> chunk) => Piece("=?utf-8?B?" + Convert.ToBase64String([.. chunk]) + "?=");

    private void Folded(string text)
    {
        foreach (var word in text.Split(' '))
        {
            // A word too long for any line is cut: a longer line would be cut by somebody else, somewhere else.
            for (var rest = word; ; rest = rest[200..])
            {
                Piece(rest.Length <= 200 ? rest : rest[..200]);
                if (rest.Length <= 200) break;
            }
        }
    }

    private void Append(string text)
    {
        _bytes.AddRange(Encoding.UTF8.GetBytes(text));
        _column = text.StartsWith("\r\n", StringComparison.Ordinal) ? text.Length - 2 : _column + Encoding.UTF8.GetByteCount(text);
    }
}
