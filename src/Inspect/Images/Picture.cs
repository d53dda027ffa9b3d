namespace Sekisho.Inspect.Images;

/// <summary>A picture found in a message, not yet decoded.</summary>
/// <param name="Place">Where it is, for evidence.</param>
/// <param name="Kind">How it is there: "picture", "pdf", "drawing", "text" or "table".</param>
/// <param name="Open">Decodes it, every frame; none where it cannot be.</param>
/// <param name="Content">Its bytes, where they are what it is known by; empty otherwise.</param>
/// <param name="FileKind">The kind of its file, where it is one.</param>
internal sealed record Picture(string Place, string Kind, Func<ImageBudget, IReadOnlyList<GrayImage>> Open, ReadOnlyMemory<byte> Content = default, string? FileKind = null);
