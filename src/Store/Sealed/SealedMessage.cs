using Sekisho.Sealing.Secrets;

namespace Sekisho.Store.Sealed;

/// <summary>A new message, sealed to all who may open it; the content's key is wiped on disposal.</summary>
internal sealed class SealedMessage(SecretBytes contentKey, IReadOnlyList<SealedParty> parties, IReadOnlyList<SealedRecipient> recipients) : IDisposable
{
    public ReadOnlySpan<byte> ContentKey => contentKey.Span;

    public IReadOnlyList<SealedParty> Parties => parties;

    public IReadOnlyList<SealedRecipient> Recipients => recipients;

    public void Dispose() => contentKey.Dispose();
}
