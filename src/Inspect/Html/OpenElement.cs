namespace Sekisho.Inspect.Html;

/// <summary>An element whose end tag has not come yet, with what its content inherits.</summary>
internal struct OpenElement
{
    /// <summary>The element's number (<see cref="HtmlElements"/>).</summary>
    public int Id;

    public ElementTraits Traits;

    /// <summary>Hidden for good: nothing inside can be seen.</summary>
    public HiddenKind Hidden;

    /// <summary>visibility: hidden; an element inside can be visible again.</summary>
    public bool IsInvisible;

    /// <summary>Size of letters, in pixels.</summary>
    public float FontSize;

    /// <summary>Colour of letters.</summary>
    public int Color;

    /// <summary>Colour behind.</summary>
    public int Background;

    /// <summary>What all this makes of a text.</summary>
    public HiddenKind TextKind;

    /// <summary>The nearest open paragraph in scope; -1 for none.</summary>
    public int Paragraph;

    /// <summary>The nearest open list item in scope; -1 for none.</summary>
    public int Item;

    /// <summary>The nearest open cell of the nearest table; -1 for none.</summary>
    public int Cell;

    /// <summary>The nearest open row of the nearest table; -1 for none.</summary>
    public int Row;
}
