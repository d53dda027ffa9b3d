namespace Sekisho.Vault.Budgets;

/// <summary>Lets a frozen caller work again.</summary>
/// <param name="Caller">The name that <c>vault status</c> shows; null for all.</param>
public sealed record ThawRequest(string? Caller);
