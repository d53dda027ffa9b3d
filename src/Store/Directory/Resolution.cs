using Sekisho.Store.Queue;

namespace Sekisho.Store.Directory;

/// <summary>Whether mail for an address is taken.</summary>
/// <param name="Result">The answer.</param>
/// <param name="Tenant">Whose recipient it is; null for somebody else's.</param>
/// <param name="Route">The way there; null unless known.</param>
public sealed record Resolution(ResolutionResult Result, string? Tenant, Route? Route);
