namespace Sekisho.Configuration.Values;

/// <summary>How log lines look.</summary>
internal enum LogFormatName
{
    /// <summary>For people.</summary>
    Text,

    /// <summary>One JSON object a line, for programs.</summary>
    Json,
}
