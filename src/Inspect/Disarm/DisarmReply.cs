namespace Sekisho.Inspect.Disarm;

/// <summary>What was taken out; the content bytes are the rebuilt message, and none where nothing had to be changed.</summary>
/// <param name="Changes">What was changed, at most <see cref="MostChanges"/>.</param>
public sealed record DisarmReply(IReadOnlyList<DisarmChange> Changes)
{
    /// <summary>More changes are made but not told. Stops a reply larger than the message.</summary>
    public const int MostChanges = 100;
}
