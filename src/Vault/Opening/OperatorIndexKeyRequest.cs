namespace Sekisho.Vault.Opening;

/// <summary>Asks for the index key of a mailbox, by the operator's right.</summary>
/// <param name="Person">Who asks, as the operating system names them: for the record (under an HMAC).</param>
/// <param name="Address">Whose mailbox.</param>
public sealed record OperatorIndexKeyRequest(string Person, string Address);
