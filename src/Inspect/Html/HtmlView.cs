namespace Sekisho.Inspect.Html;

/// <summary>
/// What a page shows and what it hides, read once for all signals by <see cref="HtmlReader"/>. Nothing is fetched and no
/// script is run.
/// </summary>
internal sealed class HtmlView
{
    /// <summary>Most links, pictures, forms and scripts kept, of each. Stops memory exhaustion by a page of nothing else; large newsletters have some hundred.</summary>
    public const int MaxItems = 2_000;

    /// <summary>The most text kept of one anchor, in characters.</summary>
    public const int MaxAnchorChars = 300;

    /// <summary>What a reader sees, blanks run together, one line for each block; characters without width are left out.</summary>
    public required string VisibleText { get; init; }

    /// <summary>What is in the page and a reader does not see, without scripts, styles and comments.</summary>
    public required string HiddenText { get; init; }

    /// <summary>How many letters and digits are hidden in which way.</summary>
    public required IReadOnlyDictionary<HiddenKind, int> HiddenLetters { get; init; }

    /// <summary>How many letters and digits a reader sees.</summary>
    public required int VisibleLetters { get; init; }

    /// <summary>Words that are cut by something hidden: "Pay&lt;span style=font-size:0&gt;x&lt;/span&gt;Pal".</summary>
    public required int SplitByHidden { get; init; }

    /// <summary>Places between two letters where characters without width stand.</summary>
    public required int SplitByZeroWidth { get; init; }

    /// <summary>The title; empty for none.</summary>
    public required string Title { get; init; }

    public required IReadOnlyList<HtmlLink> Links { get; init; }

    public required IReadOnlyList<HtmlForm> Forms { get; init; }

    public required IReadOnlyList<HtmlImage> Images { get; init; }

    public required IReadOnlyList<HtmlScript> Scripts { get; init; }

    /// <summary>Attributes that run a script (onload …), with the script.</summary>
    public required IReadOnlyList<string> Handlers { get; init; }

    /// <summary>Sources of frames, objects and embedded things; for a page within the page <see cref="HtmlReader.FrameWithin"/> and the page.</summary>
    public required IReadOnlyList<string> Frames { get; init; }

    /// <summary>The content of a meta refresh; null for none.</summary>
    public required string? Refresh { get; init; }

    /// <summary>The target of the base element; null for none.</summary>
    public required string? Base { get; init; }

    /// <summary>How many elements the page has.</summary>
    public required int Elements { get; init; }

    /// <summary>The deepest level of elements within elements, counted to <see cref="ElementStack.MaxDepth"/>.</summary>
    public required int Depth { get; init; }

    /// <summary>Characters in comments.</summary>
    public required int CommentChars { get; init; }

    /// <summary>The page is an SVG picture: its first element says so.</summary>
    public required bool IsSvg { get; init; }

    /// <summary>An animation sets a script: as the target of a link, or as the handler of an event.</summary>
    public required bool AnimatesScript { get; init; }
}
