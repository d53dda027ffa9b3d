namespace Sekisho.Configuration.Values;

/// <summary>The least weight of a log line that is written.</summary>
internal enum LogLevelName
{
    /// <summary>Everything, with the steps of single sessions.</summary>
    Trace,

    /// <summary>What helps to find a fault.</summary>
    Debug,

    /// <summary>What happens in ordinary work.</summary>
    Information,

    /// <summary>What somebody should look at.</summary>
    Warning,

    /// <summary>What failed.</summary>
    Error,
}
