using Sekisho.Store.Database;

namespace Sekisho.Store.Correspondents;

/// <summary>Removes what nobody has heard of for long, once a day.</summary>
internal sealed class ForgetCorrespondents(Writer writer, TimeProvider clock)
{
    /// <summary>People write once a year; after that and a month they are new again.</summary>
    public const int KeptDays = 400;

    /// <summary>An answer to an older message has nothing special.</summary>
    public const int SentDays = 60;

    private long _lastDay;

    public async Task RunAsync()
    {
        var today = Days.Of(clock.GetUtcNow());
        if (today == _lastDay) return;
        await writer.CommitAsync(transaction =>
        {
            transaction.Db.Run(CorrespondentSql.RemoveOldCorrespondents, today - KeptDays);
            transaction.Db.Run(CorrespondentSql.RemoveOldNames, today - KeptDays);
            transaction.Db.Run(CorrespondentSql.RemoveOldSent, today - SentDays);
            return true;
        }).ConfigureAwait(false);
        _lastDay = today;
    }

    /// <summary>The memory of a tenant ends with it.</summary>
    public static void Tenant(Connection db, long tenant)
    {
        db.Run(CorrespondentSql.RemoveCorrespondentsOfTenant, tenant);
        db.Run(CorrespondentSql.RemoveNamesOfTenant, tenant);
        db.Run(CorrespondentSql.RemoveSentOfTenant, tenant);
    }
}
