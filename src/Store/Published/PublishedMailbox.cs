using Sekisho.Sealing.Keys;

namespace Sekisho.Store.Published;

/// <summary>A mailbox here: the number of its account and its public keys.</summary>
internal sealed record PublishedMailbox(long Account, SealingPublicKey Content, SealingPublicKey Index);
