namespace Sekisho.Commands.Detect;

/// <summary>What a run of 'detect' has done.</summary>
internal sealed class DetectCounts
{
    /// <summary>Files read.</summary>
    public long Files { get; set; }

    /// <summary>Their bytes.</summary>
    public long Bytes { get; set; }

    /// <summary>Events read.</summary>
    public long Events { get; set; }

    /// <summary>Places that could not be read as events.</summary>
    public long Skipped { get; set; }

    /// <summary>Events whose log source is not known: only rules without logsource were tried.</summary>
    public long UnknownSource { get; set; }

    /// <summary>Hits told.</summary>
    public long Hits { get; set; }
}
