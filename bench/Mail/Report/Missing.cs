namespace Sekisho.Bench.Mail.Report;

/// <summary>What could not be measured, and why.</summary>
internal sealed record Missing(string What, string Why);
