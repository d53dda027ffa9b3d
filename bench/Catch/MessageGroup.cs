namespace Sekisho.Bench.Catch;

/// <summary>Where a message comes from.</summary>
internal enum MessageGroup
{
    Phishing,
    OldSpam,
    OldGood,
    OldHardGood,
    ModernGood,
    ModernUnlike,
    ModernLetters,
}
