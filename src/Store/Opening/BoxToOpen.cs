namespace Sekisho.Store.Opening;

/// <summary>A box whose key is asked of the vault.</summary>
/// <param name="MessageId">The message that it belongs to.</param>
/// <param name="Context">What it is bound to (<see cref="Sealed.BoxContext"/>).</param>
/// <param name="Box">The box.</param>
public sealed record BoxToOpen(string MessageId, byte[] Context, byte[] Box);
