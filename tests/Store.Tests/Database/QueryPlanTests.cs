using System.Reflection;
using Sekisho.Store.Database;
using Sekisho.Store.Tests.Support;

namespace Sekisho.Store.Tests.Database;

public sealed class QueryPlanTests
{
    /// <summary>Counted for the status, read for the operator, or done once at the start or by the periodic work, or over a table that stays small.</summary>
    private static readonly string[] MayReadAll =
    [
        "QueueSql.Count", "QueueSql.LeasedBefore", "QueueSql.WaitingDestinations", "QueueSql.UnusedDestinations", "IntakeSql.CountHeld",
        "QuarantineSql.Count", "MailboxSql.Count", "PublishedSql.Directory", "PublishedSql.Tenants", "PublishedSql.SetVersion", "PublishedSql.SetLookupKey", "PublishedSql.SetQueueKey", "PublishedSql.SetOrderKeys",
        "PublishedSql.FirstAccount", "PublishedSql.RemoveOldTenants", "PublishedSql.RemoveOldDomains", "PublishedSql.RemoveOldAddresses", "SenderSql.RemoveUnpublished",
        "ReportSql.ObservedOf", "ReportSql.SentOf", "ReportSql.ReceivedDomains", "ReportSql.ReceivedReports", "ReportSql.ReceivedSources", "ReportSql.RemoveTotals",
        "MemorySql.Tenants", "MemorySql.ToHalve", "MemorySql.RemoveUnpublished", "MemorySql.RemoveMostSites", "MemorySql.RemoveLearnableOfTenant", "MemorySql.CountSites",
        // Goes through what its inner statement has found, which is bounded.
        "SearchSql.CountUpTo",
        // The first row of what is left to remove.
        "ArchiveSql.Destroyed",
    ];

    [Fact]
    public async Task No_statement_reads_a_whole_table_or_sorts_in_memory()
    {
        await using var store = await TestStore.NewAsync();
        using var connection = new StoreDatabase(store.DatabasePath, 0).OpenReader();
        var statements =
            from type in typeof(StoreRole).Assembly.GetTypes()
            where type.Name.EndsWith("Sql", StringComparison.Ordinal)
            from field in type.GetFields(BindingFlags.Public | BindingFlags.Static)
            select (Name: $"{type.Name}.{field.Name}", Sql: (string)field.GetRawConstantValue()!);
        var checkedStatements = 0;
        foreach (var (name, sql) in statements.Where(statement => !statement.Sql.StartsWith("PRAGMA", StringComparison.Ordinal)))
        {
            checkedStatements++;
            var plan = new List<string>();
            using (var rows = connection.Query("EXPLAIN QUERY PLAN " + sql))
                while (rows.Next()) plan.Add(rows.Text(3));
            var slow = plan.Any(step => (step.StartsWith("SCAN ", StringComparison.Ordinal) && step != "SCAN CONSTANT ROW") || step.Contains("TEMP B-TREE", StringComparison.Ordinal));
            Assert.True(!slow || MayReadAll.Contains(name), $"{name}: {string.Join("; ", plan)}");
        }

        Assert.True(checkedStatements > 80, $"{checkedStatements} statements");
    }
}
