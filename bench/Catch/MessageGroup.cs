namespace Sekisho.Bench.Catch;

/// <summary>Where a message comes from.</summary>
internal enum MessageGroup
{
    /// <summary>Real phishing and scam of 2022–26.</summary>
    Phishing,

    /// <summary>Real spam of 2002–05.</summary>
    OldSpam,

    /// <summary>Real good mail of 2002.</summary>
    OldGood,

    /// <summary>The same, of the kind that looks like spam.</summary>
    OldHardGood,

    /// <summary>Made from templates.</summary>
    ModernGood,

    /// <summary>Made from templates of other kinds of mail than those above.</summary>
    ModernUnlike,

    /// <summary>Written whole by three more authors, trained on.</summary>
    TrainedLetters,

    /// <summary>Written whole, never trained on.</summary>
    ModernLetters,

    /// <summary>Written whole by somebody who had not read the rules, then looked at: those with odd numbers.</summary>
    FurtherLetters,

    /// <summary>Of the same hand, kept out of tuning until the rules stood: those with even numbers.</summary>
    KeptLetters,

    /// <summary>Written after all rules and judged once.</summary>
    LastLetters,
}
