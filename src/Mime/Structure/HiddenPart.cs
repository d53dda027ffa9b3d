using System.Text;

namespace Sekisho.Mime;

/// <summary>Looks for something like a part where no part is expected.</summary>
internal static class HiddenPart
{
    /// <summary>The offset of the first line that begins with a Content- field, or -1.</summary>
    public static int Find(ReadOnlySpan<byte> text)
    {
        for (var at = 0; ; at++)
        {
            var step = text[at..].IndexOf("ontent-"u8);
            if (step < 0) return -1;
            at += step;
            if (at == 0 || (text[at - 1] | 0x20) != 'c' || at > 1 && text[at - 2] != '\n') continue;
            var name = text[(at + 7)..];
            if (StartsWith(name, "type:"u8) || StartsWith(name, "transfer-encoding:"u8) || StartsWith(name, "disposition:"u8)) return at - 1;
        }
    }

    private static bool StartsWith(ReadOnlySpan<byte> text, ReadOnlySpan<byte> lower) =>
        text.Length >= lower.Length && Ascii.EqualsIgnoreCase(text[..lower.Length], lower);
}
