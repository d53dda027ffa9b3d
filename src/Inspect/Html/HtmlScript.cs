namespace Sekisho.Inspect.Html;

/// <summary>A script of a page.</summary>
/// <param name="Source">Where it is fetched from; null where it is in the page.</param>
/// <param name="Text">What stands in the page.</param>
internal sealed record HtmlScript(string? Source, ReadOnlyMemory<char> Text);
