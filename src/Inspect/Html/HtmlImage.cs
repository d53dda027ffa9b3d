namespace Sekisho.Inspect.Html;

/// <summary>A picture of a page.</summary>
/// <param name="Source">Where it comes from, as written, character references decoded.</param>
/// <param name="Alternative">The text shown in its place.</param>
/// <param name="Width">Its width in pixels; -1 where it does not say.</param>
/// <param name="Height">Its height in pixels; -1 where it does not say.</param>
/// <param name="IsHidden">A reader does not see it.</param>
internal sealed record HtmlImage(string Source, string Alternative, int Width, int Height, bool IsHidden)
{
    /// <summary>So small that it can only count readers.</summary>
    public bool IsTracker => Width is >= 0 and <= 2 && Height is >= 0 and <= 2 || IsHidden || Width is 0 or 1 && Height < 0 || Height is 0 or 1 && Width < 0;
}
