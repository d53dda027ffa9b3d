namespace Sekisho.Bench.Mail.Report;

/// <summary>One system in one round of one run.</summary>
/// <param name="System">Its name.</param>
/// <param name="PerSecond">Messages per second.</param>
/// <param name="CpuMilliseconds">CPU time of all its processes per message, user and system, until nothing was pending.</param>
/// <param name="PeakBytes">The most memory of all its processes together, shared pages counted once.</param>
/// <param name="Remark">What became of the messages, where that is not plain.</param>
internal sealed record Measured(string System, double PerSecond, double CpuMilliseconds, long PeakBytes, string Remark);
