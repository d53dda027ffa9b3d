using Sekisho.Sealing.Keys;

namespace Sekisho.Store.Archive;

/// <summary>What a message's rows hold for the archive of one tenant.</summary>
/// <param name="Tenant">The tenant's number.</param>
/// <param name="Month">The month.</param>
/// <param name="Key">The key of its contents that was sealed to.</param>
/// <param name="Summary">Sender and subject, sealed to the month's index key.</param>
/// <param name="Envelope">The sealed envelope; null where it is that of the party.</param>
/// <param name="Keys">The keys of content and envelope, sealed to the month's content key.</param>
internal sealed record SealedArchive(long Tenant, long Month, KeyId Key, byte[] Summary, byte[]? Envelope, byte[] Keys);
