using Sekisho.Inspect.Verdicts;

namespace Sekisho.Bench.Catch;

/// <summary>A message judged twice.</summary>
/// <param name="Read">The message and its facts.</param>
/// <param name="Probability">What a classifier thinks of it that has not seen its family.</param>
/// <param name="RulesAlone">The verdict without a classifier.</param>
/// <param name="Verdict">The verdict with it.</param>
internal sealed record Judged(Read Read, double Probability, Verdict RulesAlone, Verdict Verdict)
{
    public MessageGroup Group => Read.Message.Group;

    public bool IsBad => Group is MessageGroup.Phishing or MessageGroup.OldSpam;
}
