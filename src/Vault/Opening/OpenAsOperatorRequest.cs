namespace Sekisho.Vault.Opening;

/// <summary>Asks for keys of boxes of quarantines, queue, mailboxes or traces, by the operator's right.</summary>
/// <param name="Person">Who asks, as the operating system names them: for the record (under an HMAC).</param>
/// <param name="Purpose">What is opened: decides the kind of the record.</param>
/// <param name="Reason">Why, in the person's words; null for none. Kept in the log stream, not in the ledger.</param>
/// <param name="Boxes">1 to 1,000 boxes.</param>
public sealed record OpenAsOperatorRequest(string Person, OpenPurpose Purpose, string? Reason, IReadOnlyList<BoxItem> Boxes);
