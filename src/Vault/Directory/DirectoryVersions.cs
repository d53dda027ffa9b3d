using System.Buffers.Binary;
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

    /// <summary>As <see cref="RemovedDomain"/>: a month of a tenant's archive; the tag is <see cref="TagOf"/>.</summary>
    public const int RemovedArchiveMonth = 4;

    /// <summary>Names a month of a tenant's archive in the list of what was removed.</summary>
    public static byte[] TagOf(long tenant, long month)
    {
        var tag = new byte[16];
        BinaryPrimitives.WriteInt64BigEndian(tag, tenant);
        BinaryPrimitives.WriteInt64BigEndian(tag.AsSpan(8), month);
        return tag;
    }

    /// <summary>Reads the month of <see cref="TagOf"/>.</summary>
    public static long MonthOf(byte[] tag) => BinaryPrimitives.ReadInt64BigEndian(tag.AsSpan(8));

    /// <summary>The next version, in the transaction of the change.</summary>
    public static long Next(Connection db, DateTimeOffset now) =>
        db.Number(DirectorySql.NextVersion, now.ToUnixTimeMilliseconds()) ?? throw new InvalidOperationException("The state's row exists.");

    /// <summary>The version now.</summary>
    public static long Current(Connection db) => db.Number(DirectorySql.Version) ?? 0;
}
