namespace Sekisho.MailAuth.Reports.Files;

/// <summary>What was found in a file or a message.</summary>
/// <param name="Reports">The reports.</param>
/// <param name="Problems">Why there are none, or what of the file could not be read.</param>
public sealed record ReportFiles(IReadOnlyList<ReadReport> Reports, IReadOnlyList<string> Problems);
