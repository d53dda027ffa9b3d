using Sekisho.Vault.Opening;

namespace Sekisho.Vault.Archive;

/// <summary>Asks for the key of one archived message.</summary>
/// <param name="Reason">Why.</param>
/// <param name="Box">The box, sealed to the content key of an archive month.</param>
public sealed record OpenArchiveRequest(ArchiveReason Reason, BoxItem Box);
