namespace Sekisho.Vault.Erasure;

/// <summary>Erases an account: keys, verifiers, credentials.</summary>
/// <param name="Address">The account.</param>
public sealed record EraseAccountRequest(string Address);
