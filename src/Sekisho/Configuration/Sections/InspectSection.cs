namespace Sekisho.Configuration.Sections;

/// <summary>Inspection.</summary>
internal sealed record InspectSection
{
    /// <summary>How many worker processes.</summary>
    [Setting("How many worker processes look at messages; each works on one message at a time.", Min = 1, Max = 64, Example = "4", WhenAbsent = "the number of processors")]
    public int? Workers { get; init; }

    /// <summary>The longest time for one message.</summary>
    [Setting("The longest time for one message. A worker that needs longer is ended and the message is held and looked at again later.", Unit = "seconds", Min = 1, Max = 600)]
    public int TimeoutSeconds { get; init; } = 30;
}
