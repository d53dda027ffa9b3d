using Sekisho.Inspect;
using Sekisho.Inspect.Judging;
using Sekisho.Inspect.Language;
using Sekisho.Inspect.Language.Features;
using Sekisho.Inspect.Language.Model;
using Sekisho.Inspect.Language.Training;
using Sekisho.Inspect.Verdicts;

namespace Sekisho.Bench.Catch;

/// <summary>Judges every message by a classifier that was trained without its family.</summary>
internal static class CrossValidation
{
    /// <summary>Into so many parts the families are divided.</summary>
    public const int Folds = 5;

    /// <summary>How the product's classifier is trained.</summary>
    public static TrainingOptions Training { get; } = new()
    {
        Without = Made.Tokens(),
        // Old spam weighs less: it keeps the classifier from telling years apart, and is no picture of today.
        GroupWeights = new Dictionary<string, double>(StringComparer.Ordinal) { ["bad"] = 1.5, ["old spam"] = 0.35, ["old good"] = 0.8, ["modern good"] = 1, ["modern letters"] = 0.7 },
    };

    public static List<Judged> Run(IReadOnlyList<Read> read)
    {
        var judge = new Judge(MailRules.BuiltIn, new InspectOptions());
        var judged = new Judged[read.Count];
        Parallel.For(0, Folds, new ParallelOptions { MaxDegreeOfParallelism = 2 }, fold =>
        {
            var model = Train(read.Where(item => FoldOf(item) != fold));
            for (var i = 0; i < read.Count; i++)
            {
                if (FoldOf(read[i]) != fold) continue;
                var probability = ProbabilityOf(model, read[i]);
                var facts = Copy(read[i].Facts);
                if (LanguageSignal.IsEnough(read[i].Words.Length, facts)) facts.Set("language.probability", Math.Round(probability, 4));
                judged[i] = new Judged(read[i], probability, judge.Decide(read[i].Facts), judge.Decide(facts));
            }
        });
        return [.. judged];
    }

    /// <summary>Trains on what may be trained on.</summary>
    public static LanguageModel Train(IEnumerable<Read> read) => new Trainer(Training).Train([.. read.Where(item => item.Message.IsForTraining).Select(ExampleOf)]);

    private static int FoldOf(Read item) => (int)((uint)item.Family * 0x9E3779B1u >> 16) % Folds;

    private static double ProbabilityOf(LanguageModel model, Read item)
    {
        var words = item.Words.Sum(word => model.WeightOf(word)) * FeatureSet.ValueOf(item.Words.Length);
        var shapes = item.Shapes.Sum(shape => model.WeightOf(shape)) * FeatureSet.ShapeValue;
        return model.ProbabilityOf(model.Bias + words + shapes);
    }

    private static Example ExampleOf(Read item)
    {
        var group = item.Message.Group switch
        {
            MessageGroup.Phishing => "bad",
            MessageGroup.OldSpam => "old spam",
            MessageGroup.OldGood or MessageGroup.OldHardGood => "old good",
            MessageGroup.TrainedLetters => "modern letters",
            _ => "modern good",
        };
        return new Example(item.Words, item.Shapes, item.Message.Group is MessageGroup.Phishing or MessageGroup.OldSpam, item.Family, group);
    }

    private static FactSet Copy(FactSet facts)
    {
        var copy = new FactSet();
        foreach (var (name, value) in facts.Values)
        {
            switch (value)
            {
                case string text: copy.Set(name, text); break;
                case string[] list: copy.Set(name, list); break;
                case long number: copy.Set(name, number); break;
                case double number: copy.Set(name, number); break;
                case bool truth: copy.Set(name, truth); break;
            }
        }

        return copy;
    }
}
