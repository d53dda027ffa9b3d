using Sekisho.Configuration.Values;

namespace Sekisho.Configuration.Sections;

/// <summary>The antivirus scanner.</summary>
internal sealed record ClamdSection
{
    /// <summary>Where it listens.</summary>
    [Setting("Where clamd listens. When it is set and clamd does not answer, messages are held until it does; they are never delivered unscanned.", Example = "unix:/run/clamav/clamd.ctl", WhenAbsent = "no antivirus scan")]
    public ScannerAddress? Address { get; init; }
}
