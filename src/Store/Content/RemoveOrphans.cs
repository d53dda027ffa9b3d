using Sekisho.Store.Database;

namespace Sekisho.Store.Content;

/// <summary>Removes, at the start, files that a crash left before their row was committed or after it was removed.</summary>
internal static class RemoveOrphans
{
    private const int IdLength = Kernel.Ids.TimeOrderedId.Length;

    /// <returns>How many were removed.</returns>
    public static int Run(Connection connection, ContentFiles files)
    {
        var removed = 0;
        foreach (var name in files.All().ToList())
        {
            var id = name.Length >= 2 + IdLength ? name.Substring(2, IdLength) : "";
            if (connection.Number(ContentSql.NamedFile, id, name) == 1) continue;
            files.Remove(name);
            removed++;
        }

        return removed;
    }
}
