namespace Sekisho.Store.Published;

/// <summary>Asks whether mail for an address is taken.</summary>
/// <param name="Address">The address.</param>
/// <param name="Account">The account that submits, or null for mail from outside: only the former may send elsewhere.</param>
public sealed record ResolveRequest(string Address, string? Account);
