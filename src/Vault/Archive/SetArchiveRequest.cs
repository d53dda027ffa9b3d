namespace Sekisho.Vault.Archive;

/// <summary>Switches the archive of a tenant on or off.</summary>
/// <param name="Tenant">The tenant's name.</param>
/// <param name="Months">For how many months after its end each month is kept, 1 to <see cref="MostMonths"/>; null to archive nothing more. What is there is kept for its time.</param>
/// <param name="Shorten">A number that is smaller than before, which destroys months sooner: another right is needed for it.</param>
public sealed record SetArchiveRequest(string Tenant, int? Months, bool Shorten = false)
{
    /// <summary>The longest retention: twenty years. More is a mistake: what is kept for ever needs no archive with destroyable months.</summary>
    public const int MostMonths = 240;
}
