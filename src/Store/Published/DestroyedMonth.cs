namespace Sekisho.Store.Published;

/// <summary>An archive month whose keys are destroyed.</summary>
/// <param name="Tenant">The tenant's number.</param>
/// <param name="Month">The month, such as 202411.</param>
public sealed record DestroyedMonth(long Tenant, long Month);
