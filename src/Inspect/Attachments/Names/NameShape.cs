namespace Sekisho.Inspect.Attachments.Names;

/// <summary>What a file name shows and what it hides.</summary>
/// <param name="Shown">The name without characters that nobody sees, cut to 255 characters.</param>
/// <param name="Extensions">Its extensions from left to right, lower case: "a.pdf.exe" has pdf and exe.</param>
/// <param name="HasOverride">It has a character that reverses the writing direction (U+202E, U+202D): "exe.pdf" may be "fdp.exe".</param>
/// <param name="HasInvisible">It has characters without width or other direction marks.</param>
/// <param name="IsDouble">A well-known document extension is followed by another one: "invoice.pdf.exe".</param>
internal sealed record NameShape(string Shown, IReadOnlyList<string> Extensions, bool HasOverride, bool HasInvisible, bool IsDouble)
{
    /// <summary>The extension that decides what opens the file, lower case without the dot; empty for none.</summary>
    public string Extension => Extensions.Count == 0 ? "" : Extensions[^1];
}
