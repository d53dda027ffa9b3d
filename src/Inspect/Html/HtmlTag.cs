namespace Sekisho.Inspect.Html;

/// <summary>One start or end tag; the reader uses the same one over again.</summary>
internal sealed class HtmlTag
{
    /// <summary>Longest element or attribute name that is known, in characters.</summary>
    public const int MaxNameChars = 24;

    private static readonly int Count = Enum.GetValues<HtmlAttribute>().Length;

    private readonly (int Start, int Length)[] _values = new (int, int)[Count];
    private readonly bool[] _present = new bool[Count];
    private string _html = "";

    /// <summary>The element's number (<see cref="HtmlElements"/>).</summary>
    public int Id { get; private set; }

    public ElementTraits Traits { get; private set; }

    public bool IsEnd { get; private set; }

    /// <summary>The tag ends in "/&gt;".</summary>
    public bool IsSelfClosing { get; set; }

    /// <summary>How many of its attributes run a script.</summary>
    public int Events { get; private set; }

    public void Start(string html, ReadOnlySpan<char> name, bool isEnd)
    {
        _html = html;
        Span<char> lower = stackalloc char[MaxNameChars];
        (Id, Traits) = name.Length > MaxNameChars ? (int.MaxValue, ElementTraits.None) : HtmlElements.Of(lower[..name.ToLowerInvariant(lower)]);
        IsEnd = isEnd;
        IsSelfClosing = false;
        Events = 0;
        Array.Clear(_present);
    }

    /// <summary>Notes an attribute; of several of one name the first counts (HTML, "duplicate-attribute").</summary>
    public void Add(ReadOnlySpan<char> name, int start, int length)
    {
        if (Known(name) is not { } attribute) return;
        if (attribute == HtmlAttribute.Event) Events++;
        if (_present[(int)attribute]) return;
        _present[(int)attribute] = true;
        _values[(int)attribute] = (start, length);
    }

    public bool Has(HtmlAttribute attribute) => _present[(int)attribute];

    /// <summary>The value as written; empty where there is none.</summary>
    public ReadOnlySpan<char> Raw(HtmlAttribute attribute) =>
        _present[(int)attribute] ? _html.AsSpan(_values[(int)attribute].Start, _values[(int)attribute].Length) : [];

    private static HtmlAttribute? Known(ReadOnlySpan<char> name)
    {
        if (name.Length is 0 or > MaxNameChars) return null;
        Span<char> lower = stackalloc char[MaxNameChars];
        lower = lower[..name.ToLowerInvariant(lower)];
        return lower switch
        {
            "style" => HtmlAttribute.Style,
            "class" => HtmlAttribute.Class,
            "id" => HtmlAttribute.Id,
            "href" or "xlink:href" => HtmlAttribute.Href,
            "src" => HtmlAttribute.Src,
            "alt" => HtmlAttribute.Alt,
            "title" => HtmlAttribute.Title,
            "width" => HtmlAttribute.Width,
            "height" => HtmlAttribute.Height,
            "type" => HtmlAttribute.Type,
            "value" => HtmlAttribute.Value,
            "placeholder" => HtmlAttribute.Placeholder,
            "action" or "formaction" => HtmlAttribute.Action,
            "hidden" => HtmlAttribute.Hidden,
            "bgcolor" => HtmlAttribute.BgColor,
            "color" or "text" => HtmlAttribute.Color,
            "size" => HtmlAttribute.Size,
            "content" => HtmlAttribute.Content,
            "http-equiv" => HtmlAttribute.HttpEquiv,
            "download" => HtmlAttribute.Download,
            "data" => HtmlAttribute.Data,
            "srcdoc" => HtmlAttribute.SrcDoc,
            "background" => HtmlAttribute.Background,
            "attributename" => HtmlAttribute.AttributeName,
            "to" => HtmlAttribute.To,
            "from" => HtmlAttribute.From,
            "values" => HtmlAttribute.Values,
            _ => lower.StartsWith("on") && lower.Length > 4 ? HtmlAttribute.Event : null,
        };
    }
}
