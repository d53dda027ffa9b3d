namespace Sekisho.Commands.Tenant;

/// <summary>What a verified certificate says.</summary>
/// <param name="Valid">The proof holds.</param>
/// <param name="Type">tenant.erased, account.erased or archive.destroyed.</param>
/// <param name="At">When, by the ledger's clock.</param>
/// <param name="Index">The entry's index.</param>
/// <param name="Details">What was destroyed, as numbers.</param>
internal sealed record CertificateItem(bool Valid, string Type, DateTimeOffset At, long Index, IReadOnlyDictionary<string, string>? Details);
