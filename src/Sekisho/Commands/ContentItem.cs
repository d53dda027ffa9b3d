namespace Sekisho.Commands;

/// <summary>The content of a message.</summary>
/// <param name="Id">The message.</param>
/// <param name="ContentBytes">How large.</param>
/// <param name="ContentBase64">The content, exactly, as base64.</param>
internal sealed record ContentItem(string Id, long ContentBytes, string ContentBase64);
