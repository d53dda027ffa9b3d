namespace Sekisho.Inspect.Language.Training;

/// <summary>How a classifier is trained.</summary>
internal sealed record TrainingOptions
{
    /// <summary>How often all messages are gone through.</summary>
    public int Rounds { get; init; } = 30;

    /// <summary>First length of a step.</summary>
    public double Step { get; init; } = 0.5;

    /// <summary>How strongly weights are drawn to zero.</summary>
    public double Decay { get; init; } = 0.01;

    /// <summary>No token weighs more, for or against. So no word of one time, place or mailer decides alone.</summary>
    public double MaxWeight { get; init; } = 3;

    /// <summary>The same for what is no word.</summary>
    public double MaxShapeWeight { get; init; } = 2;

    /// <summary>Tokens to leave out: what was put into made messages to make them differ.</summary>
    public IReadOnlySet<int> Without { get; init; } = new HashSet<int>();

    /// <summary>A token of fewer families is left out: it would be learned by heart, and could name a person.</summary>
    public int MinFamilies { get; init; } = 8;

    /// <summary>How much each group weighs; 1 where it is not named.</summary>
    public IReadOnlyDictionary<string, double> GroupWeights { get; init; } = new Dictionary<string, double>(StringComparer.Ordinal);
}
