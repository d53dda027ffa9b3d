namespace Sekisho.Vault.Opening;

/// <summary>
/// One sealed box that is to be opened. The vault sees its header only, never its content; which key it takes, and with
/// it whose it is, stands in the header.
/// </summary>
/// <param name="Message">The identifier of the message it belongs to: for the record.</param>
/// <param name="Header">The header of the sealed box, as <c>Sealing</c> writes it.</param>
/// <param name="Context">The context that the sealer bound into the box; empty for none.</param>
public sealed record BoxItem(string Message, byte[] Header, byte[] Context);
