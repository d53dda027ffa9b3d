namespace Sekisho.MailAuth.Reports.Sending;

/// <summary>Where the reports about a domain go.</summary>
/// <param name="IsTemporary">The DNS failed: ask again later.</param>
/// <param name="Addresses">Where; may be empty.</param>
/// <param name="Refused">Why an address of the record gets none, in words; one for each.</param>
public sealed record ReportDestinations(bool IsTemporary, IReadOnlyList<ReportAddress> Addresses, IReadOnlyList<string> Refused)
{
    /// <summary>Places that they are posted to; of TLS reports only.</summary>
    public IReadOnlyList<Uri> Endpoints { get; init; } = [];

    /// <summary>The DNS failed.</summary>
    public static ReportDestinations Unknown { get; } = new(true, [], []);
}
