namespace Sekisho.Store.Reports;

/// <summary>
/// The tables about reports. They hold in clear text what reports tell: addresses of mail servers, names of domains, counts; no
/// address of a person but those that domains publish for reports.
/// </summary>
internal static class ReportTables
{
    public const string Script = """
        -- What was seen of a domain's mail in a period, until it is reported. kind: 0 DMARC, 1 TLS.
        -- row_count: different rows; count: messages or sessions in them; left_out: those for which there was no room.
        CREATE TABLE observed (
            begins_at INTEGER NOT NULL,
            kind INTEGER NOT NULL,
            domain TEXT NOT NULL,
            ends_at INTEGER NOT NULL,
            policy TEXT NOT NULL,
            row_count INTEGER NOT NULL DEFAULT 0,
            count INTEGER NOT NULL DEFAULT 0,
            left_out INTEGER NOT NULL DEFAULT 0,
            PRIMARY KEY (begins_at, kind, domain)) WITHOUT ROWID;

        CREATE TABLE observed_row (
            begins_at INTEGER NOT NULL,
            kind INTEGER NOT NULL,
            domain TEXT NOT NULL,
            row TEXT NOT NULL,
            count INTEGER NOT NULL,
            PRIMARY KEY (begins_at, kind, domain, row)) WITHOUT ROWID;

        -- How many rows there are in all of a period: bounds the disk.
        CREATE TABLE observed_total (
            begins_at INTEGER PRIMARY KEY,
            row_count INTEGER NOT NULL);

        -- What was sent, or why not (message NULL): one row an address and part, so that nothing is sent twice.
        CREATE TABLE sent_report (
            begins_at INTEGER NOT NULL,
            kind INTEGER NOT NULL,
            domain TEXT NOT NULL,
            recipient TEXT NOT NULL,
            part INTEGER NOT NULL,
            ends_at INTEGER NOT NULL,
            sent_at INTEGER NOT NULL,
            message TEXT,
            outcome TEXT NOT NULL,
            PRIMARY KEY (begins_at, kind, domain, recipient, part)) WITHOUT ROWID;
        CREATE INDEX sent_report_at ON sent_report (sent_at);

        -- What others sent about our domains.
        CREATE TABLE received_report (
            number INTEGER PRIMARY KEY,
            kind TEXT NOT NULL,
            domain TEXT NOT NULL,
            submitter TEXT NOT NULL,
            report_id TEXT NOT NULL,
            authenticated INTEGER NOT NULL,
            organization TEXT NOT NULL,
            begins_at INTEGER,
            ends_at INTEGER,
            received_at INTEGER NOT NULL,
            message TEXT NOT NULL,
            policy TEXT NOT NULL,
            problems TEXT NOT NULL,
            row_count INTEGER NOT NULL,
            left_out INTEGER NOT NULL,
            count INTEGER NOT NULL,
            passed INTEGER NOT NULL,
            UNIQUE (domain, kind, submitter, authenticated, report_id));
        CREATE INDEX received_report_at ON received_report (received_at);

        CREATE TABLE received_row (
            report INTEGER NOT NULL,
            ordinal INTEGER NOT NULL,
            source TEXT NOT NULL,
            count INTEGER NOT NULL,
            passes INTEGER NOT NULL,
            dkim INTEGER,
            spf INTEGER,
            disposition TEXT NOT NULL,
            header_from TEXT NOT NULL,
            details TEXT NOT NULL,
            PRIMARY KEY (report, ordinal)) WITHOUT ROWID;
        """;
}
