using Sekisho.Configuration.Values;
using Sekisho.Store;

namespace Sekisho.Configuration.Sections;

/// <summary>Reports on DMARC and TLS.</summary>
internal sealed record ReportsSection
{
    /// <summary>From where reports are sent.</summary>
    [Setting("The address from which reports are sent to the owners of domains that ask for them in their DNS (DMARC aggregate reports, TLS reports). It must be in a domain of a tenant, so that it can be signed. Setting it turns the counting and the sending on.", Example = "noreply-dmarc@example.org", WhenAbsent = "nothing is counted or sent")]
    public MailAddress? From { get; init; }

    /// <summary>Who reports.</summary>
    [Setting("The name of who reports, as it stands in reports.", Example = "\"Example Organisation\"", WhenAbsent = "the host name")]
    public PlainText? Organization { get; init; }

    /// <summary>How to reach who reports.</summary>
    [Setting("A further way to reach who reports, as it stands in reports: an address or a web page.", Example = "https://www.example.org/mail", WhenAbsent = "none")]
    public PlainText? Contact { get; init; }

    /// <summary>The length of a period.</summary>
    [Setting("How long the time is for which one report is made. RFC 9990 means a day; shorter times are for trying things out. Periods begin at multiples of it, in UTC.", Unit = "hours", Min = 1, Max = 24)]
    public int PeriodHours { get; init; } = 24;

    /// <summary>Where others send reports.</summary>
    [Setting("Addresses of ours to which others send reports about our domains (rua= in DMARC and TLS-RPT records). Mail to them is read for reports, which 'sekisho reports show' sums up; the mail itself goes to the mailbox as any other.", MaxItems = 100, Example = "[dmarc@example.org, tlsrpt@example.org]")]
    public IReadOnlyList<MailAddress> Addresses { get; init; } = [];

    /// <summary>How long they are kept.</summary>
    [Setting("How long the sums of received reports, and the list of those that were sent, are kept.", Unit = "days", Min = 7, Max = 3650)]
    public int RetentionDays { get; init; } = new StoreOptions().ReportDays;
}
