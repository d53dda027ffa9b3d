using System.Globalization;
using Microsoft.Extensions.Logging;
using Sekisho.Store.Database;

namespace Sekisho.Store.Content;

/// <summary>
/// Removes, at the start, files that a crash left before their row was committed or after it was removed. A crash leaves a
/// few; when there are many, or the database has only now been made, the database is the wrong one (lost, moved away, an
/// old copy), and the files may be the only copy of somebody's mail: they are moved aside.
/// </summary>
internal static class RemoveOrphans
{
    /// <summary>More than a crash can leave: what was being written, and what was not yet unlinked.</summary>
    public const int MostOfACrash = 1000;

    private const int IdLength = Kernel.Ids.TimeOrderedId.Length;

    /// <returns>How many were removed.</returns>
    /// <exception cref="IOException">Files cannot be moved aside.</exception>
    public static int Run(Connection connection, ContentFiles files, bool isNewDatabase, TimeProvider clock, ILogger log)
    {
        var orphans = files.All().Where(name => !IsNamed(connection, name)).ToList();
        if (orphans.Count == 0) return 0;
        if (isNewDatabase || orphans.Count > MostOfACrash)
        {
            var folder = "lost-" + clock.GetUtcNow().ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
            foreach (var name in orphans) files.MoveAside(name, folder);
            Log.ContentsMovedAside(log, orphans.Count, isNewDatabase ? "(which is new)" : "(which is perhaps an old one)", files.PathOf(folder));
            return 0;
        }

        foreach (var name in orphans) files.Remove(name);
        return orphans.Count;
    }

    private static bool IsNamed(Connection connection, string name)
    {
        var id = name.Length >= 2 + IdLength ? name.Substring(2, IdLength) : "";
        return connection.Number(ContentSql.NamedFile, id, name) == 1;
    }
}
