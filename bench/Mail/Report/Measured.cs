namespace Sekisho.Bench.Mail.Report;

/// <summary>One system in one round of one run.</summary>
/// <param name="System">Its name.</param>
/// <param name="PerSecond">Messages per second.</param>
/// <param name="CpuMilliseconds">CPU time of all its processes per message, user and system, until nothing was pending.</param>
/// <param name="PeakResidentBytes">The largest sum of its processes' resident memory.</param>
/// <param name="Remark">What became of the messages, where that is not plain.</param>
internal sealed record Measured(string System, double PerSecond, double CpuMilliseconds, long PeakResidentBytes, string Remark);
