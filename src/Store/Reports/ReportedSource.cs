namespace Sekisho.Store.Reports;

/// <summary>Who sends in a domain's name, over all reports.</summary>
/// <param name="Kind">dmarc, failure or tls.</param>
/// <param name="Source">The address; of TLS the mail exchange.</param>
/// <param name="Count">Messages or sessions.</param>
/// <param name="Passed">How many passed.</param>
/// <param name="DkimAligned">How many DKIM proved.</param>
/// <param name="SpfAligned">How many SPF proved.</param>
/// <param name="Dispositions">What became of them.</param>
/// <param name="HeaderFrom">The domains in From.</param>
/// <param name="Details">What one of the rows says of SPF and DKIM.</param>
/// <param name="Reporters">How many organizations tell of it.</param>
public sealed record ReportedSource(string Kind, string Source, long Count, long Passed, long DkimAligned, long SpfAligned, string Dispositions, string HeaderFrom, string Details, long Reporters);
