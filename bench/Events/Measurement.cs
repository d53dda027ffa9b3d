namespace Sekisho.Bench.Events;

/// <summary>One row of the table.</summary>
internal sealed record Measurement(string Format, int Logs, double Megabytes, long Events, long Skipped, double MegabytesPerSecond, double EventsPerSecond, double AllocatedBytesPerEvent);
