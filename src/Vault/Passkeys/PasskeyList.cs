namespace Sekisho.Vault.Passkeys;

/// <summary>The passkeys of an account.</summary>
/// <param name="Items">The oldest first.</param>
public sealed record PasskeyList(IReadOnlyList<PasskeyItem> Items);
