using Sekisho.Inspect.Facts;

namespace Sekisho.Inspect.Pipeline;

/// <summary>What the role mx adds to the facts of a message that it takes.</summary>
public static class GreylistFacts
{
    /// <summary>Set on a message that had to come twice.</summary>
    public static Fact WaitedSeconds { get; } = Fact.Number("greylisting.waited_seconds", "The message was sent away by greylisting and has come again after so many seconds.", "412");

    /// <summary>All of them.</summary>
    public static FactGroup Group { get; } = FactGroup.Of("Greylisting", "Set by the door after the verdict, for traces and lists: rules never see it.", WaitedSeconds);
}
