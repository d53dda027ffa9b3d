namespace Sekisho.Bench.Rules;

/// <summary>One row of the table.</summary>
internal sealed record Row(int Rules, double LoadMilliseconds, double Microseconds, double SlowestMicroseconds, double WithoutIndexMicroseconds, double Reasons, long AllocatedBytes);
