using System.Buffers;
using System.Collections.Frozen;
using Sekisho.Kernel.Text;

namespace Sekisho.Inspect.Links;

/// <summary>
/// Addresses of programs that carry a web address: "view-source:https://…", "microsoft-edge:https://…", "webcal://…",
/// "ms-word:ofe|u|https://…", a script that goes somewhere. A click on them ends there.
/// </summary>
internal static class CarriedLinks
{
    /// <summary>Schemes that are another way to say https.</summary>
    private static readonly FrozenSet<string> Renamed = ((string[])["webcal", "webcals", "feed", "intent", "itms-services", "ms-settings", "googlechrome", "googlechromes"]).ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Schemes of which none is on the way to a web address: mail, telephone, and what holds its own content.</summary>
    private static readonly FrozenSet<string> Closed = ((string[])["mailto", "tel", "sms", "cid", "mid", "data", "about", "file", "ws", "wss", "geo", "urn", "tag", "xmpp", "sip", "whatsapp", "fb-messenger", "line"]).ToFrozenSet(StringComparer.Ordinal);

    private static readonly SearchValues<char> End = SearchValues.Create("'\"`|<> \t");

    /// <summary>The web address in an address of another scheme; null for none.</summary>
    public static string? Inner(Link link)
    {
        if (Closed.Contains(link.Scheme)) return null;
        var rest = link.Url.AsSpan(Math.Min(link.Url.Length, link.Scheme.Length + 1));
        var at = FirstOf(rest, "https:", "http:", "https%3A", "http%3A");
        if (at >= 0)
        {
            var text = rest[at..];
            // In a script the address ends with its quote.
            var end = text.IndexOfAny(End);
            if (end >= 0) text = text[..end];
            return text.Contains("%3A", StringComparison.OrdinalIgnoreCase) && !text.Contains("://", StringComparison.Ordinal) ? Uri.UnescapeDataString(text.ToString()) : text.ToString().Replace("\\x2f", "/", StringComparison.OrdinalIgnoreCase).Replace("\\u002f", "/", StringComparison.OrdinalIgnoreCase);
        }

        if (rest.IndexOfAnyCase("location:\\\\") is >= 0 and var share) return $"https:{rest[(share + 9)..]}";
        return Renamed.Contains(link.Scheme) && rest.StartsWith("//") ? $"https:{rest}" : null;
    }

    private static int FirstOf(ReadOnlySpan<char> text, params ReadOnlySpan<string> words)
    {
        var first = -1;
        foreach (var word in words)
        {
            var at = text.IndexOf(word, StringComparison.OrdinalIgnoreCase);
            if (at >= 0 && (first < 0 || at < first)) first = at;
        }

        return first;
    }
}
