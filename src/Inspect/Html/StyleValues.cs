namespace Sekisho.Inspect.Html;

/// <summary>What a style says of the few properties that decide whether a text is seen; each only where it is said.</summary>
internal record struct StyleValues()
{
    /// <summary>display: none (true) or another display (false).</summary>
    public bool? IsNone { get; set; }

    /// <summary>visibility: hidden or collapse (true), visible (false).</summary>
    public bool? IsInvisible { get; set; }

    public float? Opacity { get; set; }

    /// <summary>The font's size as written: relative sizes need the size around.</summary>
    public (float Number, bool IsRelative)? FontSize { get; set; }

    public int? Color { get; set; }

    /// <summary>The colour behind; <see cref="CssColor.Unknown"/> for a picture.</summary>
    public int? Background { get; set; }

    /// <summary>Out of the normal flow (position: absolute or fixed).</summary>
    public bool? IsPositioned { get; set; }

    /// <summary>Moved by a margin, indent or position beyond every window.</summary>
    public bool? IsFarAway { get; set; }

    /// <summary>Height or greatest height 0.</summary>
    public bool? HasNoHeight { get; set; }

    /// <summary>Width or greatest width 0.</summary>
    public bool? HasNoWidth { get; set; }

    /// <summary>overflow: hidden.</summary>
    public bool? IsCut { get; set; }

    /// <summary>These values, and over them what <paramref name="stronger"/> says.</summary>
    public readonly StyleValues With(in StyleValues stronger) => new()
    {
        IsNone = stronger.IsNone ?? IsNone,
        IsInvisible = stronger.IsInvisible ?? IsInvisible,
        Opacity = stronger.Opacity ?? Opacity,
        FontSize = stronger.FontSize ?? FontSize,
        Color = stronger.Color ?? Color,
        Background = stronger.Background ?? Background,
        IsPositioned = stronger.IsPositioned ?? IsPositioned,
        IsFarAway = stronger.IsFarAway ?? IsFarAway,
        HasNoHeight = stronger.HasNoHeight ?? HasNoHeight,
        HasNoWidth = stronger.HasNoWidth ?? HasNoWidth,
        IsCut = stronger.IsCut ?? IsCut,
    };
}
