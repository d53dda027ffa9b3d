namespace Sekisho.Events.Syslog.Bodies;

/// <summary>Small steps over the text of messages.</summary>
internal static class BodyText
{
    /// <summary>Takes a known beginning off.</summary>
    public static bool Take(scoped ref ReadOnlySpan<byte> text, ReadOnlySpan<byte> beginning)
    {
        if (!text.StartsWith(beginning)) return false;
        text = text[beginning.Length..];
        return true;
    }

    /// <summary>Takes everything up to a mark, and the mark; false when it does not come.</summary>
    public static bool TakeUntil(scoped ref ReadOnlySpan<byte> text, ReadOnlySpan<byte> mark, out ReadOnlySpan<byte> part)
    {
        var at = text.IndexOf(mark);
        part = at < 0 ? default : text[..at];
        if (at >= 0) text = text[(at + mark.Length)..];
        return at >= 0;
    }

    /// <summary>Takes a word off.</summary>
    public static ReadOnlySpan<byte> Word(scoped ref ReadOnlySpan<byte> text)
    {
        var end = text.IndexOf((byte)' ');
        var word = end < 0 ? text : text[..end];
        text = end < 0 ? default : text[(end + 1)..];
        return word;
    }

    /// <summary>Takes <c>name=value</c> off, which ends with a comma or a space; a value in angle brackets or quotes may have both in it.</summary>
    public static bool Pair(scoped ref ReadOnlySpan<byte> text, out ReadOnlySpan<byte> name, out ReadOnlySpan<byte> value)
    {
        text = text.TrimStart(" ,;"u8);
        name = value = default;
        var equals = text.IndexOfAny((byte)'=', (byte)' ', (byte)',');
        if (equals <= 0 || text[equals] != (byte)'=') return false;
        name = text[..equals];
        var rest = text[(equals + 1)..];
        var closing = rest.StartsWith("<"u8) ? (byte)'>' : rest.StartsWith("\""u8) ? (byte)'"' : (byte)0;
        var inside = closing == 0 ? -1 : rest[1..].IndexOf(closing);
        var from = inside < 0 ? 0 : inside + 2;
        var end = rest[from..].IndexOfAny((byte)' ', (byte)',');
        var length = end < 0 ? rest.Length : from + end;
        value = rest[..length];
        text = rest[length..];
        return true;
    }
}
