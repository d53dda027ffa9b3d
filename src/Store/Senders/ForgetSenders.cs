using Sekisho.Store.Database;

namespace Sekisho.Store.Senders;

/// <summary>Removes entries that are over, and those of whom the directory knows no more.</summary>
internal sealed class ForgetSenders(Writer writer)
{
    /// <summary>Removes what is over.</summary>
    /// <returns>How many.</returns>
    public Task<int> RunAsync() => writer.CommitAsync(transaction => transaction.Db.Run(SenderSql.RemoveExpired, SqlValue.Moment(transaction.Now)));

    /// <summary>A tenant's lists end with it.</summary>
    public static void Tenant(Connection db, long tenant) => db.Run(SenderSql.RemoveOfTenant, tenant);

    /// <summary>So do those of a domain with all its accounts, and that of an account.</summary>
    public static void Tag(Connection db, byte[] tag)
    {
        db.Run(SenderSql.RemoveOfDomain, tag);
        db.Run(SenderSql.RemoveOfScope, tag);
    }
}
