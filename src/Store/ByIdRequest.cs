namespace Sekisho.Store;

/// <summary>Asks for one thing by its identifier.</summary>
public sealed record ByIdRequest(string Id);
