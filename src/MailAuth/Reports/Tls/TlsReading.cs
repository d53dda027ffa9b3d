namespace Sekisho.MailAuth.Reports.Tls;

/// <summary>What was read of a TLS report.</summary>
/// <param name="Report">The report, as far as it could be read; null where the file is none.</param>
/// <param name="Problems">What is wrong with it, and what was left out of it.</param>
public sealed record TlsReading(TlsReport? Report, IReadOnlyList<string> Problems);
