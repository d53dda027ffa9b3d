namespace Sekisho.Store.Intake;

/// <summary>
/// The sealed content follows: first <paramref name="PrefixBytes"/> bytes of a sealed <see cref="Sealed.ContentPrefix"/>, then the content
/// in the form of <see cref="Sekisho.Sealing.Contents.ContentFormat"/>.
/// </summary>
/// <param name="ContentBytes">How many bytes the message has when both are opened.</param>
/// <param name="PrefixBytes">How many bytes the sealed prefix has; 0 for none.</param>
/// <param name="Box">
/// The box with the content's key (its first 32 bytes): of the mailbox (its purpose: a content key) or of the quarantine (both
/// keys). Null for a lease, which came with it.
/// </param>
public sealed record ContentInfo(long ContentBytes, int PrefixBytes = 0, byte[]? Box = null);
