using Sekisho.Inspect.Links;

namespace Sekisho.Inspect.Html;

/// <summary>
/// Reads a page once and gives its <see cref="HtmlView"/>: texts with what hides them, links, forms, pictures, scripts.
/// No tree is built; the open elements are a stack with the few style properties that decide whether a text is seen.
/// Never throws but for a cancelled time limit; linear in the page.
/// </summary>
internal sealed class HtmlReader
{
    /// <summary>Stands in front of a page that a frame holds itself.</summary>
    public const string FrameWithin = "srcdoc:";

    /// <summary>Longest value kept of an attribute, in characters. Stops pictures of megabytes in attributes from being copied.</summary>
    private const int MaxValueChars = 16_384;

    private readonly string _html;
    private readonly HtmlTokens _tokens;
    private readonly ElementStack _stack = new();
    private readonly StyleSheet _sheet = new();
    private readonly ShownText _text = new();
    private readonly List<HtmlLink> _links = [];
    private readonly List<HtmlForm> _forms = [];
    private readonly List<HtmlImage> _images = [];
    private readonly List<HtmlScript> _scripts = [];
    private readonly List<string> _handlers = [];
    private readonly List<string> _frames = [];
    private string _title = "";
    private string? _refresh;
    private string? _base;
    private string? _anchor;
    private int _anchorStart;
    private bool _anchorHasPicture;
    private bool _anchorIsDownload;
    private int _elements;
    private int _commentChars;
    private bool? _isSvg;
    private bool _animatesScript;

    private HtmlReader(string html) => (_html, _tokens) = (html, new HtmlTokens(html));

    /// <summary>Reads <paramref name="html"/>.</summary>
    /// <param name="html">The page; its length is the caller's limit.</param>
    /// <param name="cancellation">Looked at every few thousand elements.</param>
    /// <exception cref="OperationCanceledException">The time of the message is over.</exception>
    public static HtmlView Read(string html, CancellationToken cancellation)
    {
        var reader = new HtmlReader(html);
        reader.Run(cancellation);
        return reader.View();
    }

    private void Run(CancellationToken cancellation)
    {
        var tokens = 0;
        while (true)
        {
            if ((++tokens & 0xFFF) == 0) cancellation.ThrowIfCancellationRequested();
            switch (_tokens.Next())
            {
                case HtmlTokenKind.End:
                    EndAnchor();
                    return;
                case HtmlTokenKind.Text:
                    Text(_html.AsSpan(_tokens.Range.Start, _tokens.Range.Length));
                    break;
                case HtmlTokenKind.Comment:
                    _commentChars += _tokens.Range.Length;
                    break;
                default:
                    if (_tokens.Tag.IsEnd) EndTag(_tokens.Tag);
                    else StartTag(_tokens.Tag);
                    break;
            }
        }
    }

    private HtmlView View() => new()
    {
        VisibleText = _text.Visible.Trim(),
        HiddenText = _text.Hidden.Trim(),
        HiddenLetters = _text.HiddenLetters,
        VisibleLetters = _text.VisibleLetters,
        SplitByHidden = _text.SplitByHidden,
        SplitByZeroWidth = _text.SplitByZeroWidth,
        Title = _title,
        Links = _links,
        Forms = _forms,
        Images = _images,
        Scripts = _scripts,
        Handlers = _handlers,
        Frames = _frames,
        Refresh = _refresh,
        Base = _base,
        Elements = _elements,
        Depth = _stack.Deepest,
        CommentChars = _commentChars,
        IsSvg = _isSvg == true,
        AnimatesScript = _animatesScript,
    };

    private void Text(ReadOnlySpan<char> text) =>
        _text.Write(text.Contains('&') ? HtmlEntities.Decode(text) : text, _stack.Top.TextKind);

    private void EndTag(HtmlTag tag)
    {
        if (tag.Id == HtmlElements.A) EndAnchor();
        if ((tag.Traits & ElementTraits.Block) != ElementTraits.None) _text.Break();
        else if ((tag.Traits & ElementTraits.Cell) != ElementTraits.None) _text.Space();
        _stack.Close(tag.Id, tag.Traits);
    }

    private void StartTag(HtmlTag tag)
    {
        _elements++;
        _isSvg ??= tag.Id == HtmlElements.Svg;
        if (tag.Events > 0 && _handlers.Count < HtmlView.MaxItems) _handlers.Add(Value(tag, HtmlAttribute.Event));
        _stack.CloseBefore(tag.Id, tag.Traits);
        if (tag.Id == HtmlElements.A) EndAnchor();
        if ((tag.Traits & ElementTraits.Block) != ElementTraits.None) _text.Break();
        else if ((tag.Traits & ElementTraits.Cell) != ElementTraits.None) _text.Space();
        var style = StyleOf(tag);
        var hidden = tag.Id == HtmlElements.Template ? HiddenKind.Template : tag.Has(HtmlAttribute.Hidden) ? HiddenKind.Attribute : HiddenKind.None;
        if ((tag.Traits & ElementTraits.RawText) != ElementTraits.None)
        {
            RawElement(tag);
            return;
        }

        if ((tag.Traits & ElementTraits.Void) == ElementTraits.None && !(tag.IsSelfClosing && _isSvg == true)) _stack.Open(tag.Id, tag.Traits, style, hidden);
        Use(tag, style, hidden);
    }

    private StyleValues StyleOf(HtmlTag tag)
    {
        var values = new StyleValues();
        var bgColor = tag.Raw(HtmlAttribute.BgColor);
        if (!bgColor.IsEmpty && CssColor.Read(bgColor) is var behind and not CssColor.Unknown) values.Background = behind;
        if (tag.Has(HtmlAttribute.Background)) values.Background = CssColor.Unknown;
        var color = tag.Id is HtmlElements.Font or HtmlElements.Body ? tag.Raw(HtmlAttribute.Color) : [];
        if (!color.IsEmpty) values.Color = CssColor.Read(color);
        if (!_sheet.IsEmpty && _sheet.Of(tag.Raw(HtmlAttribute.Class), tag.Raw(HtmlAttribute.Id)) is { } ruled) values = values.With(ruled);
        var own = tag.Raw(HtmlAttribute.Style);
        if (own.IsEmpty) return values;
        return values.With(StyleReader.Read(own.Contains('&') ? HtmlEntities.Decode(own) : own));
    }

    private void RawElement(HtmlTag tag)
    {
        switch (tag.Id)
        {
            case HtmlElements.Script:
                var source = tag.Has(HtmlAttribute.Src) ? Value(tag, HtmlAttribute.Src) : tag.Has(HtmlAttribute.Href) ? Value(tag, HtmlAttribute.Href) : null;
                if (tag.IsSelfClosing && _isSvg == true) AddScript(source, default);
                else AddScript(source, _tokens.RawText("script"));
                break;
            case HtmlElements.Style:
                _sheet.Add(_tokens.RawText("style").Span);
                break;
            case HtmlElements.Title:
                var title = HtmlEntities.Decode(_tokens.RawText("title").Span).Trim();
                if (_title.Length == 0) _title = title.Length > HtmlView.MaxAnchorChars ? title[..HtmlView.MaxAnchorChars] : title;
                break;
            case HtmlElements.Textarea:
                _text.Write(HtmlEntities.Decode(_tokens.RawText("textarea").Span), _stack.Top.TextKind);
                if (_forms.Count > 0) _forms[^1].Fields++;
                break;
            case HtmlElements.Iframe:
                AddFrame(tag.Has(HtmlAttribute.SrcDoc) ? FrameWithin + HtmlEntities.Decode(tag.Raw(HtmlAttribute.SrcDoc)) : Value(tag, HtmlAttribute.Src));
                _tokens.RawText("iframe");
                break;
            default:
                // xmp, noembed and noframes: rare, and read as tags by some programs.
                break;
        }
    }

    private void Use(HtmlTag tag, in StyleValues style, HiddenKind hidden)
    {
        switch (tag.Id)
        {
            case HtmlElements.A or HtmlElements.Area when tag.Has(HtmlAttribute.Href):
                _anchor = Value(tag, HtmlAttribute.Href);
                (_anchorStart, _anchorHasPicture, _anchorIsDownload) = (_text.VisibleLength, false, tag.Has(HtmlAttribute.Download));
                if (tag.Id == HtmlElements.Area) EndAnchor();
                break;
            case HtmlElements.Img or HtmlElements.Image:
                AddImage(tag, style, hidden);
                break;
            case HtmlElements.Form:
                if (_forms.Count < HtmlView.MaxItems) _forms.Add(new HtmlForm(tag.Has(HtmlAttribute.Action) ? Value(tag, HtmlAttribute.Action) : null));
                break;
            case HtmlElements.Input or HtmlElements.Button:
                AddField(tag);
                break;
            case HtmlElements.Meta:
                if (tag.Raw(HtmlAttribute.HttpEquiv).Trim().Equals("refresh", StringComparison.OrdinalIgnoreCase)) _refresh ??= Value(tag, HtmlAttribute.Content);
                break;
            case HtmlElements.Base:
                if (tag.Has(HtmlAttribute.Href)) _base ??= Value(tag, HtmlAttribute.Href);
                break;
            case HtmlElements.Object:
                AddFrame(Value(tag, HtmlAttribute.Data));
                break;
            case HtmlElements.Embed or HtmlElements.Frame:
                AddFrame(Value(tag, HtmlAttribute.Src));
                break;
            case HtmlElements.Animate or HtmlElements.Set:
                Animate(tag);
                break;
        }
    }

    /// <summary>SVG 2 §19.2: an animation gives an attribute another value, also the target of an anchor around it, or a handler of an event.</summary>
    private void Animate(HtmlTag tag)
    {
        var isHandler = tag.Raw(HtmlAttribute.AttributeName).Trim().StartsWith("on", StringComparison.OrdinalIgnoreCase);
        foreach (var attribute in (ReadOnlySpan<HtmlAttribute>)[HtmlAttribute.To, HtmlAttribute.From, HtmlAttribute.Values])
        {
            if (!tag.Has(attribute) || _handlers.Count >= HtmlView.MaxItems) continue;
            var value = Value(tag, attribute);
            if (!isHandler && !ScriptAddress.IsIn(value)) continue;
            _handlers.Add(value);
            _animatesScript = true;
        }
    }

    private void AddImage(HtmlTag tag, in StyleValues style, HiddenKind hidden)
    {
        var isHidden = _stack.KindWithin(style, hidden) is not (HiddenKind.None or HiddenKind.FontSize or HiddenKind.Color);
        var image = new HtmlImage(
            tag.Has(HtmlAttribute.Src) ? Value(tag, HtmlAttribute.Src) : Value(tag, HtmlAttribute.Href), Value(tag, HtmlAttribute.Alt),
            Pixels(tag.Raw(HtmlAttribute.Width), style.HasNoWidth), Pixels(tag.Raw(HtmlAttribute.Height), style.HasNoHeight), isHidden);
        if (!image.IsTracker) _anchorHasPicture = true;
        if (_images.Count < HtmlView.MaxItems) _images.Add(image);
    }

    private static int Pixels(ReadOnlySpan<char> attribute, bool? isNone)
    {
        if (isNone == true) return 0;
        if (attribute.Contains('%')) return -1;
        return CssLength.Read(attribute, 16) is var pixels && float.IsNaN(pixels) ? -1 : (int)Math.Clamp(pixels, 0, 100_000);
    }

    private void AddField(HtmlTag tag)
    {
        var type = tag.Raw(HtmlAttribute.Type);
        if (type.Equals("submit", StringComparison.OrdinalIgnoreCase) || type.Equals("button", StringComparison.OrdinalIgnoreCase))
        {
            _text.Write(Value(tag, HtmlAttribute.Value), _stack.Top.TextKind);
            return;
        }

        if (type.Equals("hidden", StringComparison.OrdinalIgnoreCase) || type.Equals("image", StringComparison.OrdinalIgnoreCase) || tag.Id == HtmlElements.Button) return;
        if (_forms.Count == 0) _forms.Add(new HtmlForm(null));
        _forms[^1].Fields++;
        if (type.Equals("password", StringComparison.OrdinalIgnoreCase)) _forms[^1].Passwords++;
        _text.Write(Value(tag, HtmlAttribute.Placeholder), _stack.Top.TextKind);
    }

    private void AddScript(string? source, ReadOnlyMemory<char> text)
    {
        if (_scripts.Count < HtmlView.MaxItems) _scripts.Add(new HtmlScript(source, text));
    }

    private void AddFrame(string source)
    {
        if (_frames.Count < HtmlView.MaxItems) _frames.Add(source);
    }

    private void EndAnchor()
    {
        if (_anchor is null) return;
        if (_links.Count < HtmlView.MaxItems) _links.Add(new HtmlLink(_anchor, _text.VisibleFrom(_anchorStart, HtmlView.MaxAnchorChars), _anchorHasPicture, _anchorIsDownload));
        _anchor = null;
    }

    /// <summary>The value, decoded; pictures that stand in the page themselves are kept by their beginning only.</summary>
    private static string Value(HtmlTag tag, HtmlAttribute attribute)
    {
        var raw = tag.Raw(attribute);
        return HtmlEntities.Decode(raw[..Math.Min(raw.Length, MaxValueChars)]);
    }
}
