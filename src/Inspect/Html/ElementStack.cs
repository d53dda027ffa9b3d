namespace Sekisho.Inspect.Html;

/// <summary>
/// The open elements, closed as browsers close them: paragraphs, items, rows and cells by what follows, others by their
/// end tag, which does not reach out of a cell. Elements deeper than the limit count as part of the one at the limit.
/// </summary>
internal sealed class ElementStack
{
    /// <summary>Most open elements. Stops time and memory exhaustion by a page that only opens elements; mail has below 100 and browsers stop at 512.</summary>
    public const int MaxDepth = 256;

    /// <summary>Letters up to this size cannot be read, in pixels.</summary>
    private const float InvisibleFontPixels = 2;

    private readonly OpenElement[] _open = new OpenElement[MaxDepth];
    private int _overflow;

    /// <summary>A stack with the page itself: black letters on white.</summary>
    public ElementStack() => Reset();

    /// <summary>How many elements are open.</summary>
    public int Depth { get; private set; }

    /// <summary>The most that were open at once.</summary>
    public int Deepest { get; private set; }

    /// <summary>The innermost open element.</summary>
    public ref OpenElement Top => ref _open[Depth - 1];

    /// <summary>Back to an empty page.</summary>
    public void Reset()
    {
        Depth = 1;
        Deepest = 1;
        _overflow = 0;
        _open[0] = new OpenElement { FontSize = 16, Color = 0, Background = 0xFFFFFF, Paragraph = -1, Item = -1, Cell = -1, Row = -1 };
    }

    /// <summary>Closes what the start of an element closes by itself.</summary>
    public void CloseBefore(int id, ElementTraits traits)
    {
        if (_overflow > 0) return;
        ref readonly var top = ref Top;
        if ((traits & ElementTraits.EndsParagraph) != ElementTraits.None && top.Paragraph >= 0) Depth = top.Paragraph;
        if (id == HtmlElements.Li && Top.Item >= 0) Depth = Top.Item;
        else if (((traits & ElementTraits.Cell) != ElementTraits.None || id == HtmlElements.Tr) && Top.Cell >= 0) Depth = Top.Cell;
        if (id == HtmlElements.Tr && Top.Row >= 0) Depth = Top.Row;
    }

    /// <summary>Opens an element with its style.</summary>
    /// <returns>False at the limit: the element counts as part of the one around.</returns>
    public bool Open(int id, ElementTraits traits, in StyleValues style, HiddenKind hidden)
    {
        if (Depth >= MaxDepth)
        {
            _overflow++;
            return false;
        }

        var element = Inherit(Top, style, hidden);
        var index = Depth;
        element.Id = id;
        element.Traits = traits;
        if ((traits & ElementTraits.Scope) != ElementTraits.None) element.Paragraph = element.Item = -1;
        if (id == HtmlElements.P) element.Paragraph = index;
        if (id == HtmlElements.Li) element.Item = index;
        if ((traits & ElementTraits.Cell) != ElementTraits.None) element.Cell = index;
        else if (id == HtmlElements.Tr) (element.Row, element.Cell) = (index, -1);
        else if ((traits & ElementTraits.Scope) != ElementTraits.None) element.Row = element.Cell = -1;
        _open[Depth++] = element;
        Deepest = Math.Max(Deepest, Depth);
        return true;
    }

    /// <summary>What a text is in an element that is not opened (a picture, a line break).</summary>
    public HiddenKind KindWithin(in StyleValues style, HiddenKind hidden) => Inherit(Top, style, hidden).TextKind;

    /// <summary>Closes the innermost open element of a name, and all inside.</summary>
    /// <returns>False where none is open in scope.</returns>
    public bool Close(int id, ElementTraits traits)
    {
        if (_overflow > 0)
        {
            _overflow--;
            return false;
        }

        var isOfTable = (traits & (ElementTraits.Scope | ElementTraits.Cell)) != ElementTraits.None || id is HtmlElements.Tr;
        for (var i = Depth - 1; i > 0; i--)
        {
            if (_open[i].Id == id)
            {
                Depth = i;
                return true;
            }

            if ((_open[i].Traits & ElementTraits.Scope) != ElementTraits.None && !isOfTable) return false;
        }

        return false;
    }

    private static OpenElement Inherit(in OpenElement parent, in StyleValues style, HiddenKind hidden)
    {
        var element = parent;
        if (element.Hidden == HiddenKind.None) element.Hidden = hidden != HiddenKind.None ? hidden : HiddenBy(style);
        if (style.IsInvisible is { } isInvisible) element.IsInvisible = isInvisible;
        if (style.FontSize is { } size) element.FontSize = size.IsRelative ? size.Number * parent.FontSize : size.Number;
        if (style.Color is { } color && color != CssColor.Unknown) element.Color = color;
        if (style.Background is { } background && background != CssColor.Transparent) element.Background = background;
        element.TextKind = KindOf(element);
        return element;
    }

    private static HiddenKind HiddenBy(in StyleValues style)
    {
        if (style.IsNone == true) return HiddenKind.Display;
        if (style.Opacity is < 0.05f) return HiddenKind.Opacity;
        if (style.IsFarAway == true) return HiddenKind.OffScreen;
        return style.IsCut == true && (style.HasNoHeight == true || style.HasNoWidth == true) ? HiddenKind.Clipped : HiddenKind.None;
    }

    private static HiddenKind KindOf(in OpenElement element)
    {
        if (element.Hidden != HiddenKind.None) return element.Hidden;
        if (element.IsInvisible) return HiddenKind.Visibility;
        if (element.FontSize <= InvisibleFontPixels) return HiddenKind.FontSize;
        return element.Color == CssColor.Transparent || CssColor.LooksSame(element.Color, element.Background) ? HiddenKind.Color : HiddenKind.None;
    }
}
