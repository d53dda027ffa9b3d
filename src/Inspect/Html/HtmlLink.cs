namespace Sekisho.Inspect.Html;

/// <summary>An anchor of a page.</summary>
/// <param name="Target">Where it leads, as written, character references decoded.</param>
/// <param name="Text">What a reader sees of it, cut to <see cref="HtmlView.MaxAnchorChars"/>.</param>
/// <param name="HasPicture">A picture that a reader sees is part of it.</param>
/// <param name="IsDownload">It has a download attribute: the target is saved as a file.</param>
internal sealed record HtmlLink(string Target, string Text, bool HasPicture, bool IsDownload);
