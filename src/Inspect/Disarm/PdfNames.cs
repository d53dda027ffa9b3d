using System.Collections.Frozen;
using System.Text;

namespace Sekisho.Inspect.Disarm;

/// <summary>Changes the names of a PDF value that make something run, send or open (ISO 32000-2 §12.6 and §7.11.4); scripts in place become empty.</summary>
internal static class PdfNames
{
    private static readonly FrozenSet<string> Active = ((string[])
        ["JS", "JavaScript", "OpenAction", "AA", "Launch", "SubmitForm", "ImportData", "GoToR", "GoToE", "EmbeddedFile", "EmbeddedFiles", "EF", "RichMedia", "RichMediaContent", "RichMediaSettings", "XFA", "Rendition", "Movie", "Screen", "3D", "Flash"]).ToFrozenSet(StringComparer.Ordinal);

    /// <summary>The value with other names in their place.</summary>
    public static byte[] Clean(ReadOnlySpan<byte> raw)
    {
        using var output = new MemoryStream(raw.Length);
        var isScript = false;
        for (var at = 0; at < raw.Length;)
        {
            var end = EndOf(raw, at);
            var token = raw[at..end];
            at = end;
            switch (token[0])
            {
                case (byte)'/':
                    var name = Read(token[1..]);
                    isScript = name == "JS";
                    output.Write(Active.Contains(name) ? "/Removed"u8 : token);
                    continue;
                case (byte)'%': output.WriteByte((byte)'\n'); continue;
                case (byte)'(' when isScript: output.Write("()"u8); break;
                case (byte)'<' when isScript && token.Length > 1 && token[1] != '<': output.Write("<>"u8); break;
                default: output.Write(token); break;
            }

            if (token[0] > ' ') isScript = false;
        }

        return output.ToArray();
    }

    /// <summary>The end of the token that begins here; always at least a byte further on.</summary>
    private static int EndOf(ReadOnlySpan<byte> raw, int at)
    {
        switch (raw[at])
        {
            case (byte)'/':
                for (at++; at < raw.Length && raw[at] > ' ' && raw[at] is not ((byte)'/' or (byte)'(' or (byte)')' or (byte)'<' or (byte)'>' or (byte)'[' or (byte)']' or (byte)'{' or (byte)'}' or (byte)'%'); at++)
                {
                }

                return at;
            case (byte)'(':
                var open = 1;
                for (at++; at < raw.Length && open > 0; at++)
                {
                    if (raw[at] == '\\') at++;
                    else if (raw[at] == '(') open++;
                    else if (raw[at] == ')') open--;
                }

                return Math.Min(at, raw.Length);
            case (byte)'<' when at + 1 < raw.Length && raw[at + 1] == '<': return at + 2;
            case (byte)'<':
                var close = raw[at..].IndexOf((byte)'>');
                return close < 0 ? raw.Length : at + close + 1;
            case (byte)'%':
                var line = raw[at..].IndexOfAny((byte)'\r', (byte)'\n');
                return line < 0 ? raw.Length : at + line;
            default: return at + 1;
        }
    }

    private static string Read(ReadOnlySpan<byte> name)
    {
        var text = new StringBuilder(name.Length);
        for (var i = 0; i < name.Length; i++)
        {
            if (name[i] == '#' && i + 2 < name.Length && Hex(name[i + 1]) is >= 0 and var high && Hex(name[i + 2]) is >= 0 and var low)
            {
                text.Append((char)(high << 4 | low));
                i += 2;
            }
            else text.Append((char)name[i]);
        }

        return text.ToString();
    }

    private static int Hex(byte digit) => char.IsAsciiHexDigit((char)digit) ? Convert.ToInt32(((char)digit).ToString(), 16) : -1;
}
