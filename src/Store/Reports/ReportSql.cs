namespace Sekisho.Store.Reports;

/// <summary>Statements about reports.</summary>
internal static class ReportSql
{
    public const string CountAgain = "UPDATE observed_row SET count = count + ?5 WHERE begins_at = ?1 AND kind = ?2 AND domain = ?3 AND row = ?4";

    public const string AddRow = "INSERT INTO observed_row (begins_at, kind, domain, row, count) VALUES (?1, ?2, ?3, ?4, ?5)";

    public const string Observed = "SELECT row_count FROM observed WHERE begins_at = ?1 AND kind = ?2 AND domain = ?3";

    public const string AddObserved = "INSERT INTO observed (begins_at, kind, domain, ends_at, policy) VALUES (?1, ?2, ?3, ?4, ?5)";

    public const string CountObserved = "UPDATE observed SET policy = ?4, row_count = row_count + ?5, count = count + ?6, left_out = left_out + ?7 WHERE begins_at = ?1 AND kind = ?2 AND domain = ?3";

    public const string Total = "SELECT row_count FROM observed_total WHERE begins_at = ?1";

    public const string CountTotal = "INSERT INTO observed_total (begins_at, row_count) VALUES (?1, 1) ON CONFLICT (begins_at) DO UPDATE SET row_count = row_count + 1";

    public const string Due = """
        SELECT kind, domain, begins_at, ends_at, policy, row_count, count, left_out FROM observed
        WHERE ends_at <= ?1 AND (begins_at, kind, domain) > (?2, ?3, ?4) ORDER BY begins_at, kind, domain LIMIT ?5
        """;

    public const string ObservedOf = "SELECT kind, domain, begins_at, ends_at, policy, row_count, count, left_out FROM observed WHERE ?1 IS NULL OR domain = ?1 ORDER BY begins_at, kind, domain LIMIT ?2";

    public const string Rows = "SELECT row, count FROM observed_row WHERE begins_at = ?1 AND kind = ?2 AND domain = ?3 AND row > ?4 ORDER BY row LIMIT ?5";

    public const string FindSent = "SELECT 1 FROM sent_report WHERE begins_at = ?1 AND kind = ?2 AND domain = ?3 AND recipient = ?4 AND part = ?5";

    public const string AddSent = "INSERT INTO sent_report (begins_at, kind, domain, recipient, part, ends_at, sent_at, message, outcome) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)";

    public const string RemoveObserved = "DELETE FROM observed WHERE begins_at = ?1 AND kind = ?2 AND domain = ?3";

    public const string RemoveRows = "DELETE FROM observed_row WHERE begins_at = ?1 AND kind = ?2 AND domain = ?3";

    public const string RemoveTotals = "DELETE FROM observed_total WHERE NOT EXISTS (SELECT 1 FROM observed WHERE observed.begins_at = observed_total.begins_at)";

    public const string SentOf = "SELECT kind, domain, begins_at, ends_at, recipient, part, sent_at, message, outcome FROM sent_report WHERE ?1 IS NULL OR domain = ?1 ORDER BY sent_at DESC LIMIT ?2";

    public const string OldObserved = "SELECT begins_at, kind, domain, ends_at FROM observed WHERE begins_at <= ?1 LIMIT 100";

    public const string RemoveOldSent = "DELETE FROM sent_report WHERE sent_at <= ?1";

    public const string FindReceived = "SELECT 1 FROM received_report WHERE domain = ?1 AND kind = ?2 AND submitter = ?3 AND authenticated = ?4 AND report_id = ?5";

    public const string ReceivedToday = "SELECT count(*), ifnull(sum(row_count), 0) FROM received_report WHERE received_at > ?1";

    public const string AddReceived = """
        INSERT INTO received_report (kind, domain, submitter, report_id, authenticated, organization, begins_at, ends_at, received_at, message, policy, problems, row_count, left_out, count, passed)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16)
        """;

    public const string AddReceivedRow = "INSERT INTO received_row (report, ordinal, source, count, passes, dkim, spf, disposition, header_from, details) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)";

    public const string ReceivedDomains = """
        SELECT kind, domain, count(*), sum(count), sum(passed), min(begins_at), max(ends_at), sum(authenticated = 0), sum(problems <> '') FROM received_report
        WHERE (?1 IS NULL OR domain = ?1) AND received_at > ?2 GROUP BY domain, kind ORDER BY domain, kind LIMIT ?3
        """;

    public const string ReceivedReports = """
        SELECT kind, organization, submitter, authenticated, report_id, begins_at, ends_at, received_at, message, policy, problems, row_count, left_out, count, passed FROM received_report
        WHERE domain = ?1 AND received_at > ?2 ORDER BY received_at DESC, number DESC LIMIT ?3
        """;

    public const string ReceivedSources = """
        SELECT r.kind, w.source, sum(w.count), sum(w.count * w.passes), sum(w.count * ifnull(w.dkim, 0)), sum(w.count * ifnull(w.spf, 0)),
               group_concat(DISTINCT w.disposition), group_concat(DISTINCT w.header_from), max(w.details), count(DISTINCT r.organization)
        FROM received_report r JOIN received_row w ON w.report = r.number
        WHERE r.domain = ?1 AND r.received_at > ?2 AND (?4 OR r.authenticated)
        GROUP BY r.kind, w.source, CASE r.kind WHEN 'dmarc' THEN '' ELSE w.disposition END ORDER BY r.kind, sum(w.count) DESC LIMIT ?3
        """;

    public const string OldReceived = "SELECT number FROM received_report WHERE received_at <= ?1 LIMIT 50";

    public const string RemoveReceivedRows = "DELETE FROM received_row WHERE report = ?1";

    public const string RemoveReceived = "DELETE FROM received_report WHERE number = ?1";
}
