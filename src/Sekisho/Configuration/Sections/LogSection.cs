using Sekisho.Configuration.Values;

namespace Sekisho.Configuration.Sections;

/// <summary>The log.</summary>
internal sealed record LogSection
{
    /// <summary>The least weight.</summary>
    [Setting("The least weight of a line that is written.")]
    public LogLevelName Level { get; init; } = LogLevelName.Information;

    /// <summary>The form.</summary>
    [Setting("How a line looks: 'text' for people, 'json' for programs.")]
    public LogFormatName Format { get; init; } = LogFormatName.Text;
}
