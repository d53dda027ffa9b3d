namespace Sekisho.Commands.Reports;

/// <summary>The line of 'reports send --json'.</summary>
/// <param name="Periods">Periods that are done.</param>
/// <param name="Messages">Messages queued.</param>
/// <param name="Waiting">Periods that wait for the DNS.</param>
internal sealed record ReportsSendItem(int Periods, int Messages, int Waiting);
