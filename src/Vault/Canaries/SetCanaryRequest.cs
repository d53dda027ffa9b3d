namespace Sekisho.Vault.Canaries;

/// <summary>Sets or removes a trap: any touch raises an alarm, and the answer shows nothing.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Name">The address, the message's identifier, or the key's.</param>
/// <param name="Set">False to remove it.</param>
public sealed record SetCanaryRequest(CanaryKind Kind, string Name, bool Set = true);
