using System.Text;
using Sekisho.Inspect.Containers;

namespace Sekisho.Inspect.Office;

/// <summary>
/// Finds the objects in RTF (Rich Text Format 1.9.1). Criminals scatter control words, groups and line ends between
/// the hexadecimal digits, which Word skips; so does this reader.
/// </summary>
internal static class RtfDocument
{
    private const int MaxObjects = 200;
    private const int MaxGroups = 5000;

    /// <summary>Reads all objects, and DDE fields.</summary>
    public static void Read(ReadOnlyMemory<byte> content, ContainerVisit visit)
    {
        var at = 0;
        // An object that is loaded anew when the document opens (CVE-2017-0199): what it leads to decides what it is.
        var isUpdated = content.Span.IndexOf("\\objupdate"u8) >= 0 || content.Span.IndexOf("\\objautlink"u8) >= 0;
        for (var i = 0; i < MaxObjects; i++)
        {
            var found = content.Span[at..].IndexOf("\\objdata"u8);
            if (found < 0) break;
            at += found + 8;
            visit.Findings.Office.RtfObjects++;
            if (!visit.Budget.TakeLook()) break;
            var data = ReadHex(content.Span, ref at);
            visit.Budget.Charge(data.Length);
            if (isUpdated && UrlMoniker.Find(data) is { } target) visit.Findings.Office.Template.Add($"{visit.Label}: {target}");
            if (!ReadObject(data, visit)) break;
        }

        if (content.Span.IndexOf("\\objclass Equation"u8) >= 0) visit.Findings.Office.Equation.Add(visit.Label);
        ReadFields(content.Span, visit);
    }

    private static void ReadFields(ReadOnlySpan<byte> content, ContainerVisit visit)
    {
        for (var at = 0; content[at..].IndexOf("\\fldinst"u8) is >= 0 and var found;)
        {
            at += found + 8;
            var rest = content[at..Math.Min(content.Length, at + 2000)];
            var code = new StringBuilder();
            for (var i = 0; i < rest.Length && rest[i] != '}' || code.Length == 0 && i < rest.Length; i++)
            {
                if (rest[i] == '\\' && i + 1 < rest.Length && rest[i + 1] is (byte)'\\' or (byte)'{' or (byte)'}') code.Append((char)rest[++i]);
                else if (rest[i] == '\\') i += SkipControl(rest[i..]) - 1;
                else if (rest[i] is not ((byte)'{' or (byte)'}' or (byte)'\r' or (byte)'\n')) code.Append((char)rest[i]);
            }

            if (DdeText.FindField(code.ToString()) is { } dde) visit.Findings.Office.Dde.Add($"{visit.Label}: {dde}");
        }
    }

    /// <summary>The hexadecimal digits up to the end of the group; groups within and control words are passed over.</summary>
    private static byte[] ReadHex(ReadOnlySpan<byte> content, ref int at)
    {
        var data = new List<byte>();
        var depth = 0;
        var half = -1;
        while (at < content.Length && depth < MaxGroups)
        {
            var value = content[at];
            if (value == '{') depth++;
            else if (value == '}')
            {
                if (--depth < 0) break;
            }
            else if (value == '\\')
            {
                at += SkipControl(content[at..]);
                continue;
            }
            else if (depth == 0 && char.IsAsciiHexDigit((char)value))
            {
                var digit = Convert.FromHexString([(char)'0', (char)value])[0];
                if (half < 0) half = digit;
                else
                {
                    data.Add((byte)(half << 4 | digit));
                    half = -1;
                }
            }

            at++;
        }

        return [.. data];
    }

    /// <summary>How long the control word or symbol is that begins here, with its number and the blank behind; \bin takes its bytes too.</summary>
    private static int SkipControl(ReadOnlySpan<byte> text)
    {
        var i = 1;
        if (i < text.Length && text[i] == '\'') return Math.Min(4, text.Length);
        if (i >= text.Length || !char.IsAsciiLetter((char)text[i])) return Math.Min(2, text.Length);
        while (i < text.Length && char.IsAsciiLetter((char)text[i])) i++;
        var isBinary = text[1..i].SequenceEqual("bin"u8);
        if (i < text.Length && text[i] == '-') i++;
        long number = 0;
        for (; i < text.Length && char.IsAsciiDigit((char)text[i]); i++) number = Math.Min(int.MaxValue, (number * 10) + text[i] - '0');
        if (i < text.Length && text[i] == ' ') i++;
        return isBinary ? (int)Math.Min(text.Length, i + number) : i;
    }

    /// <summary>An object in the old form (MS-OLEDS §2.2.5): class, then a package or a compound file. What cannot be read so is given as it is.</summary>
    private static bool ReadObject(byte[] data, ContainerVisit visit)
    {
        var cursor = new ByteCursor(data);
        cursor.Skip(4);
        var format = cursor.UInt32();
        var name = Encoding.Latin1.GetString(cursor.Take(Math.Min(cursor.UInt32(), 256))).TrimEnd('\0');
        if (name.StartsWith("Equation", StringComparison.OrdinalIgnoreCase)) visit.Findings.Office.Equation.Add(visit.Label);
        cursor.Skip(cursor.UInt32());
        cursor.Skip(cursor.UInt32());
        var bytes = cursor.UInt32();
        var native = !cursor.IsPastEnd && format == 2 ? data.AsMemory(cursor.At, (int)Math.Min(bytes, (uint)cursor.Left)) : ReadOnlyMemory<byte>.Empty;
        if (native.IsEmpty)
        {
            // Obfuscated or damaged: look for the compound file itself.
            var start = data.AsSpan().IndexOf((ReadOnlySpan<byte>)[0xD0, 0xCF, 0x11, 0xE0]);
            if (start < 0) return true;
            native = data.AsMemory(start);
        }

        if (name.Equals("Package", StringComparison.OrdinalIgnoreCase) && OlePackage.Read(native) is { } member)
        {
            visit.Findings.Office.Embedded.Add(member.Name);
            return visit.Add(member);
        }

        return visit.Add(new Member("") { Word = "object", IsInner = true, Content = native });
    }
}
