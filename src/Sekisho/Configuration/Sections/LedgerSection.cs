using Sekisho.Configuration.Values;
using Sekisho.Ledger;

namespace Sekisho.Configuration.Sections;

/// <summary>The evidence ledger; the defaults are those of the role.</summary>
internal sealed record LedgerSection
{
    private static readonly LedgerOptions Usual = new() { Origin = "" };

    /// <summary>The log's name.</summary>
    [Setting("The name of the ledger: in its checkpoints and in its key. Once a ledger exists it must not change, so give it before the host name changes.", Example = "mx1.example.org/ledger", WhenAbsent = "the host name followed by /ledger")]
    public LogOrigin? Origin { get; init; }

    /// <summary>How often the log is published.</summary>
    [Setting("How often what was recorded is written to data/ledger with a new checkpoint. It is recorded durably at once, whatever this says.", Unit = "seconds", Min = 1, Max = 3600)]
    public int PublishSeconds { get; init; } = (int)Usual.PublishSeconds;

    /// <summary>How often a heartbeat is recorded.</summary>
    [Setting("How often the ledger records that it is running.", Unit = "seconds", Min = 1, Max = 86_400)]
    public int HeartbeatSeconds { get; init; } = (int)Usual.HeartbeatSeconds;

    /// <summary>How long entries are kept.</summary>
    [Setting("After this time the contents of entries are removed, in whole bundles of 256; their hashes stay, so every proof still holds. 0 keeps them for ever.", Unit = "days", Min = 0, Max = 36_500)]
    public int RetentionDays { get; init; } = Usual.RetentionDays;
}
