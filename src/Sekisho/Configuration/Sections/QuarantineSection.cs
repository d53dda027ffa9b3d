using Sekisho.Store;

namespace Sekisho.Configuration.Sections;

/// <summary>The quarantine.</summary>
internal sealed record QuarantineSection
{
    /// <summary>How long messages stay.</summary>
    [Setting("After this time a message in quarantine is removed for good.", Unit = "days", Min = 1, Max = 3650)]
    public int RetentionDays { get; init; } = (int)new StoreOptions().QuarantineDays;
}
