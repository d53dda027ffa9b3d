using Sekisho.Vault.Database;

namespace Sekisho.Vault.Directory;

/// <summary>
/// The directory's version: grows with every change, and is never less than the time in milliseconds, so that a vault that was
/// brought back from a backup does not count again from where it was.
/// </summary>
internal static class DirectoryVersions
{
    /// <summary>What was removed, for a store that has an older version.</summary>
    public const int RemovedDomain = 1;

    /// <summary>As <see cref="RemovedDomain"/>.</summary>
    public const int RemovedAddress = 2;

    /// <summary>As <see cref="RemovedDomain"/>.</summary>
    public const int RemovedTenant = 3;

    /// <summary>The next version, in the transaction of the change.</summary>
    public static long Next(Connection db, DateTimeOffset now) =>
        db.Number(DirectorySql.NextVersion, now.ToUnixTimeMilliseconds()) ?? throw new InvalidOperationException("The state's row exists.");

    /// <summary>The version now.</summary>
    public static long Current(Connection db) => db.Number(DirectorySql.Version) ?? 0;
}
