using Sekisho.Configuration.Values;

namespace Sekisho.Configuration.Sections;

/// <summary>The antivirus scanner.</summary>
internal sealed record ClamdSection
{
    /// <summary>Where it listens.</summary>
    [Setting("Where clamd listens. When it is set and clamd does not answer, messages are held until it does; they are never delivered unscanned.", Example = "unix:/run/clamav/clamd.ctl", WhenAbsent = "no antivirus scan")]
    public ScannerAddress? Address { get; init; }

    /// <summary>The longest one scan may take.</summary>
    [Setting("The longest one scan may take; then the message is held and scanned again later. Less than inspect.timeoutSeconds.", Unit = "seconds", Min = 1, Max = 50)]
    public int TimeoutSeconds { get; init; } = 15;

    /// <summary>The most that is given to it.</summary>
    [Setting("The largest message that is given to clamd; at most clamd's own StreamMaxLength, which is 25 MiB as distributed. Larger messages go into quarantine.", Unit = "bytes", Min = 1_048_576, Max = 268_435_456)]
    public long MaxBytes { get; init; } = 26_214_400;
}
