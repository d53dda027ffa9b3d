namespace Sekisho.Store.Archive;

/// <summary>One month of a tenant's archive in the table of search tokens: a number below zero, where mailboxes have the numbers above.</summary>
internal static class ArchiveBox
{
    private const long MonthsPerTenant = 1_000_000;

    /// <summary>The number.</summary>
    public static long Of(long tenant, long month) => -((tenant * MonthsPerTenant) + month);
}
