namespace Sekisho.Store.Published;

/// <summary>An address at which an account receives.</summary>
/// <param name="Tag">The tag of its canonical form (<see cref="DirectoryTags.OfAddress"/>), 16 bytes.</param>
/// <param name="Tenant">Whose it is.</param>
/// <param name="Account">The account's number, 1 or more, unique over all tenants and never used again.</param>
/// <param name="Content">The content key of the account's mailbox.</param>
/// <param name="Index">The index key of the account's mailbox.</param>
public sealed record PublishedAddress(byte[] Tag, long Tenant, long Account, PublishedKey Content, PublishedKey Index);
