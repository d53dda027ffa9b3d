namespace Sekisho.Inspect.Disarm;

/// <summary>Asks for a message (the content bytes) without what could do harm.</summary>
/// <param name="Id">The original, for logs and for the notes that say where it is kept.</param>
public sealed record DisarmRequest(string Id);
