namespace Sekisho.Commands.Reports;

/// <summary>The line of 'reports send --json'.</summary>
/// <param name="Periods">Periods that are done.</param>
/// <param name="Messages">Messages queued.</param>
/// <param name="Posted">Reports posted over HTTPS.</param>
/// <param name="Waiting">Periods that wait for the DNS, or a place.</param>
internal sealed record ReportsSendItem(int Periods, int Messages, int Posted, int Waiting);
