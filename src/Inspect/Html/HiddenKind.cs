namespace Sekisho.Inspect.Html;

/// <summary>Why a reader does not see a text of a page.</summary>
internal enum HiddenKind
{
    /// <summary>It is seen.</summary>
    None,

    /// <summary>display: none, or a style of the mail program that leaves it out.</summary>
    Display,

    /// <summary>visibility: hidden or collapse.</summary>
    Visibility,

    /// <summary>opacity so low that nothing is seen.</summary>
    Opacity,

    /// <summary>Letters of no or of at most two pixels' height.</summary>
    FontSize,

    /// <summary>The colour of the letters is the colour behind them, or transparent.</summary>
    Color,

    /// <summary>Moved out of the window.</summary>
    OffScreen,

    /// <summary>In a box without height or width that cuts what stands out.</summary>
    Clipped,

    /// <summary>The hidden attribute.</summary>
    Attribute,

    /// <summary>In an element that is never shown (template).</summary>
    Template,
}
