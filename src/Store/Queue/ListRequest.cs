namespace Sekisho.Store.Queue;

/// <summary>Asks for a page of a list, oldest first.</summary>
/// <param name="After">The identifier of the last item of the page before; null for the first page.</param>
/// <param name="Most">At most so many items, 1 to 1,000.</param>
public sealed record ListRequest(string? After = null, int Most = 1000);
