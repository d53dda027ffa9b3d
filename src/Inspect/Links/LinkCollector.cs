using Sekisho.Inspect.Facts;

namespace Sekisho.Inspect.Links;

/// <summary>Keeps the different addresses of a message up to a limit.</summary>
/// <param name="maxLinks">How many.</param>
/// <param name="maxUrlChars">The longest address, in characters.</param>
internal sealed class LinkCollector(int maxLinks, int maxUrlChars)
{
    /// <summary>Addresses that carry their content themselves are kept to this length, in characters: the start says what they are.</summary>
    private const int KeptOfDataChars = 120;

    private readonly Dictionary<string, Link?> _byText = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Link?> _resolved = new(StringComparer.Ordinal);
    private readonly HashSet<(string Url, LinkPlace Place)> _seen = [];
    private readonly HashSet<string> _urls = new(StringComparer.Ordinal);
    private readonly List<(Link Link, LinkPlace Place)> _found = [];

    /// <summary>The longest address that is read.</summary>
    public int MaxUrlChars => maxUrlChars;

    /// <summary>There were more than the limit.</summary>
    public bool IsFull { get; private set; }

    /// <summary>An address is longer than the limit before its host ends: where it leads is not known.</summary>
    public bool HasCutHost { get; private set; }

    /// <summary>The addresses with their places, each pair once.</summary>
    public IReadOnlyList<(Link Link, LinkPlace Place)> Found => _found;

    /// <summary>Where relative addresses start; null for nowhere.</summary>
    public Link? Base
    {
        get;
        set
        {
            // What a relative address means changes with the base.
            if (_resolved.Count > 0) _resolved.Clear();
            field = value;
        }
    }

    /// <summary>Anchors whose text names another site than they lead to: "text → target".</summary>
    public OrderedSet Mismatched { get; } = new();

    /// <summary>Notes a mismatch; as many as addresses are kept.</summary>
    public void AddMismatch(string named, string target)
    {
        if (Mismatched.Items.Count < maxLinks) Mismatched.Add($"{named} → {target}");
    }

    /// <summary>Adds an address, already decoded; what is no absolute address is resolved against <see cref="Base"/> or left out.</summary>
    /// <returns>The address, or null.</returns>
    public Link? Add(ReadOnlySpan<char> text, LinkPlace place)
    {
        text = LinkReader.Clean(text);
        return text.IsEmpty || text[0] == '#' ? null : Keep(ReadAbsolute(text) ?? Resolve(text), place);
    }

    /// <summary>Adds an absolute address with a host, already decoded, unless the same one was found before at any place.</summary>
    public void AddMissing(ReadOnlySpan<char> text, LinkPlace place)
    {
        text = LinkReader.Clean(text);
        if (text.IsEmpty || text[0] == '#') return;
        if (ReadAbsolute(text) is { Host.Length: > 0 } link && !_urls.Contains(link.Url)) Keep(link, place);
    }

    private Link? Keep(Link? link, LinkPlace place)
    {
        if (link is null || _seen.Contains((link.Url, place))) return link;
        if (_found.Count >= maxLinks)
        {
            IsFull = true;
            return link;
        }

        _seen.Add((link.Url, place));
        _urls.Add(link.Url);
        _found.Add((link, place));
        return link;
    }

    private Link? ReadAbsolute(ReadOnlySpan<char> text)
    {
        if (text.StartsWith("data:", StringComparison.OrdinalIgnoreCase) && text.Length > KeptOfDataChars) text = text[..KeptOfDataChars];
        // One more than the limit, so that an address at the limit and a longer one are not taken for the same.
        var key = text[..Math.Min(text.Length, maxUrlChars + 1)];
        if (_byText.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(key, out var link)) return link;
        if (_byText.Count >= maxLinks * 2)
        {
            IsFull = true;
            return null;
        }

        link = LinkReader.Read(text, maxUrlChars, out var isHostCut);
        HasCutHost |= isHostCut;
        _byText[key.ToString()] = link;
        return link;
    }

    private Link? Resolve(ReadOnlySpan<char> text)
    {
        if (Base is null) return null;
        var key = text[..Math.Min(text.Length, maxUrlChars)];
        if (_resolved.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(key, out var link)) return link;
        if (_resolved.Count >= maxLinks * 2)
        {
            IsFull = true;
            return null;
        }

        return _resolved[key.ToString()] = ReadRelative(key);
    }

    private Link? ReadRelative(ReadOnlySpan<char> text)
    {
        if (Base is null || text.Contains(':') && text.IndexOf(':') < text.IndexOfAny('/', '?')) return null;
        var path = text.Trim();
        var directory = Base.Url.AsSpan(0, Math.Max(Base.Url.LastIndexOf('/'), Base.Scheme.Length + 3));
        var origin = Base.Url.IndexOf('/', Math.Min(Base.Url.Length, Base.Scheme.Length + 3));
        if (path.StartsWith("/")) directory = origin < 0 ? Base.Url : Base.Url.AsSpan(0, origin);
        else if (directory.Length <= Base.Scheme.Length + 3) directory = Base.Url;
        return LinkReader.Read($"{directory.TrimEnd('/')}/{path.TrimStart('/')}", maxUrlChars);
    }
}
