namespace Sekisho.Store.Published;

/// <summary>Whether mail for an address is taken.</summary>
/// <param name="Result">The answer.</param>
/// <param name="Tenant">The number of the tenant whose recipient it is; 0 for somebody else's.</param>
public sealed record Resolution(ResolutionResult Result, long Tenant);
