using Sekisho.Inspect.Language.Features;
using Sekisho.Inspect.Language.Model;

namespace Sekisho.Inspect.Language.Training;

/// <summary>
/// Changes a model by some messages: gradient steps towards them, from the weights there are. Curve and bias stay: a few
/// decisions must not change how sure the model is of everything else.
/// </summary>
internal static class OnlineLearning
{
    /// <summary>Length of a step, in weights.</summary>
    private const double Step = 0.4;

    /// <summary>How often each message is gone through.</summary>
    private const int Rounds = 4;

    /// <summary>How far a weight may move from where it was. Stops one campaign, or somebody who reports good mail as bad, from turning the model over.</summary>
    private const double MaxChange = 1;

    /// <summary>The model after these messages, in their order.</summary>
    public static LanguageModel Learn(LanguageModel before, IReadOnlyList<Example> examples)
    {
        var weights = new float[FeatureSet.Size];
        for (var i = 0; i < weights.Length; i++) weights[i] = before.WeightOf(i);
        for (var round = 0; round < Rounds; round++)
        {
            foreach (var example in examples)
            {
                var value = FeatureSet.ValueOf(example.Words.Length);
                double sum = before.Bias;
                foreach (var item in example.Words) sum += weights[item] * value;
                foreach (var item in example.Shapes) sum += weights[item] * FeatureSet.ShapeValue;
                var error = before.ProbabilityOf(sum) - (example.IsBad ? 1 : 0);
                foreach (var item in example.Words) Move(item, error * value);
                foreach (var item in example.Shapes) Move(item, error * FeatureSet.ShapeValue);
            }
        }

        return LanguageModel.Of(weights, before.Bias, before.Slope, before.Shift);

        void Move(int item, double gradient)
        {
            var start = before.WeightOf(item);
            weights[item] = (float)Math.Clamp(weights[item] - Step * gradient, start - MaxChange, start + MaxChange);
        }
    }
}
