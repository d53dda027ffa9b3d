namespace Sekisho.Inspect.Images;

/// <summary>A picture found in a message, not yet decoded.</summary>
/// <param name="Place">Where it is, for evidence.</param>
/// <param name="Kind">How it is there: "picture", "pdf", "drawing", "text" or "table".</param>
/// <param name="Open">Decodes it, every frame; none where it cannot be.</param>
internal sealed record Picture(string Place, string Kind, Func<ImageBudget, IReadOnlyList<GrayImage>> Open);
