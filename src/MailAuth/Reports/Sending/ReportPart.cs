namespace Sekisho.MailAuth.Reports.Sending;

/// <summary>One message of a report.</summary>
/// <param name="Names">What names it.</param>
/// <param name="Message">The message.</param>
/// <param name="Rows">How many rows, or policies, it has.</param>
public sealed record ReportPart(ReportNames Names, byte[] Message, int Rows);
