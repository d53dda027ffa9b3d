namespace Sekisho.Inspect.Worker;

/// <summary>Why the watchdog ends the process.</summary>
internal enum WatchdogCause
{
    /// <summary>A message takes too long.</summary>
    Time,

    /// <summary>A message takes too much memory.</summary>
    Memory,
}
