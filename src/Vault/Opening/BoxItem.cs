namespace Sekisho.Vault.Opening;

/// <summary>
/// One sealed box that is to be opened. The vault sees its header only, never its content; which key it takes, and with
/// it whose it is and what it is for, stands in the header.
/// </summary>
/// <param name="Message">The identifier of the message it belongs to, as lists show it: for the record.</param>
/// <param name="Header">The header of the sealed box: 97 bytes, as <c>BoxHeader.Bytes</c> has them.</param>
/// <param name="Context">The context that the sealer bound into the box. It must begin with the message's identifier: so the record names the message that really opens.</param>
public sealed record BoxItem(string Message, byte[] Header, byte[] Context);
