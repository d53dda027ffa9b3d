using System.Text;

namespace Sekisho.MailAuth.Headers;

/// <summary>A tag list (RFC 6376 §3.2): <c>name=value; name=value</c>, names with regard to case, none twice.</summary>
internal sealed class TagList
{
    /// <summary>More tags than this are no tag list: the standards know some twenty.</summary>
    private const int MaxTags = 64;

    private readonly Dictionary<string, string> _tags = new(StringComparer.Ordinal);
    private readonly List<string> _names = [];

    private TagList()
    {
    }

    /// <summary>The name of the first tag, or "".</summary>
    public string First => _names.Count > 0 ? _names[0] : "";

    /// <summary>The value without blanks at its ends, folds inside kept as they are; null where the tag is absent.</summary>
    public string? this[string name] => _tags.TryGetValue(name, out var value) ? value : null;

    /// <summary>The value with every blank and fold taken out, for base64 and lists (RFC 6376 §2.8).</summary>
    public string? Compact(string name) => this[name] is { } value ? WithoutBlanks(value) : null;

    /// <summary>Reads a list; false, with what is wrong in words, where it breaks the grammar or names a tag twice.</summary>
    public static bool TryParse(ReadOnlySpan<byte> bytes, out TagList tags, out string problem) => TryParse(Encoding.UTF8.GetString(bytes), out tags, out problem);

    /// <inheritdoc cref="TryParse(ReadOnlySpan{byte}, out TagList, out string)"/>
    public static bool TryParse(string text, out TagList tags, out string problem)
    {
        tags = new TagList();
        problem = "there is no tag";
        var rest = text.AsSpan();
        while (true)
        {
            var semicolon = rest.IndexOf(';');
            var part = Trim(semicolon < 0 ? rest : rest[..semicolon]);
            rest = semicolon < 0 ? default : rest[(semicolon + 1)..];
            if (part.IsEmpty)
            {
                // One semicolon may end the list, none may stand alone.
                return semicolon < 0 && tags._names.Count > 0;
            }

            if (tags._names.Count >= MaxTags)
            {
                problem = $"there are more than {MaxTags} tags";
                return false;
            }

            if (!tags.Add(part, out problem)) return false;
            if (semicolon < 0) return true;
            problem = "a semicolon has no tag before it";
        }
    }

    private bool Add(ReadOnlySpan<char> part, out string problem)
    {
        problem = $"'{(part.Length > 60 ? part[..60] : part)}' is no tag";
        var equals = part.IndexOf('=');
        if (equals <= 0) return false;
        var name = Trim(part[..equals]);
        if (name.IsEmpty || !char.IsAsciiLetter(name[0])) return false;
        foreach (var c in name)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c != '_') return false;
        }

        var value = Trim(part[(equals + 1)..]);
        foreach (var c in value)
        {
            if (c < ' ' && c is not ('\t' or '\r' or '\n') || c == '\x7F') return false;
        }

        problem = $"the tag {name} is there twice";
        var key = name.ToString();
        if (!_tags.TryAdd(key, value.ToString())) return false;
        _names.Add(key);
        return true;
    }

    internal static string WithoutBlanks(string value)
    {
        if (value.AsSpan().IndexOfAny(" \t\r\n") < 0) return value;
        var text = new StringBuilder(value.Length);
        foreach (var c in value)
        {
            if (c is not (' ' or '\t' or '\r' or '\n')) text.Append(c);
        }

        return text.ToString();
    }

    private static ReadOnlySpan<char> Trim(ReadOnlySpan<char> text) => text.Trim(" \t\r\n");
}
