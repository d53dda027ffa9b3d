using Sekisho.Inspect.Language.Features;
using Sekisho.Inspect.Language.Model;

namespace Sekisho.Inspect.Language.Training;

/// <summary>
/// Trains a classifier: logistic regression by gradient steps with a step length for each token (AdaGrad), averaged over all
/// steps; then the curve from sums to probabilities (Platt 1999) over messages that the weights did not see. The same examples in the same
/// order always give the same model, byte for byte.
/// </summary>
internal sealed class Trainer(TrainingOptions options)
{
    /// <summary>Parts of the families for the curve: each is judged by weights trained on the others.</summary>
    private const int Parts = 4;

    /// <summary>Trains with a curve.</summary>
    public LanguageModel Train(IReadOnlyList<Example> examples)
    {
        var sums = new double[examples.Count];
        for (var part = 0; part < Parts; part++)
        {
            var rest = examples.Where(example => PartOf(example) != part).ToList();
            var (weights, bias) = Weigh(rest);
            for (var i = 0; i < examples.Count; i++)
                if (PartOf(examples[i]) == part) sums[i] = SumOf(examples[i], weights, bias);
        }

        var (slope, shift) = Curve.Fit(sums, examples, WeightsOf(examples));
        var (final, finalBias) = Weigh(examples);
        return LanguageModel.Of(final, (float)finalBias, (float)slope, (float)shift);
    }

    private static int PartOf(Example example) => (int)((uint)example.Family * 2654435761u >> 20) % Parts;

    private static double SumOf(Example example, float[] weights, double bias)
    {
        var (words, shapes) = (0.0, 0.0);
        foreach (var item in example.Words) words += weights[item];
        foreach (var item in example.Shapes) shapes += weights[item];
        return bias + words * FeatureSet.ValueOf(example.Words.Length) + shapes * FeatureSet.ShapeValue;
    }

    private (float[] Weights, double Bias) Weigh(IReadOnlyList<Example> examples)
    {
        var known = KnownTokens(examples);
        var importance = WeightsOf(examples);
        var (weights, gradients, totals, touched) = (new double[FeatureSet.Size], new double[FeatureSet.Size], new double[FeatureSet.Size], new int[FeatureSet.Size]);
        var (bias, biasGradient, biasTotal, step) = (0.0, 1e-3, 0.0, 0);
        var order = Enumerable.Range(0, examples.Count).ToArray();
        var random = 0x9E3779B97F4A7C15UL;
        for (var round = 0; round < options.Rounds; round++)
        {
            Shuffle(order, ref random);
            foreach (var at in order)
            {
                step++;
                var example = examples[at];
                var value = (double)FeatureSet.ValueOf(example.Words.Length);
                var sum = bias;
                foreach (var item in example.Words) sum += weights[item] * value;
                foreach (var item in example.Shapes) sum += weights[item] * FeatureSet.ShapeValue;
                var error = (1 / (1 + Math.Exp(-sum)) - (example.IsBad ? 1 : 0)) * importance[at];
                foreach (var item in example.Words) if (known[item]) Change(item, error * value, importance[at], options.MaxWeight);
                foreach (var item in example.Shapes) if (known[item]) Change(item, error * FeatureSet.ShapeValue, importance[at], options.MaxShapeWeight);
                biasGradient += error * error;
                bias -= options.Step * 0.2 * error / Math.Sqrt(biasGradient);
                biasTotal += bias;
            }
        }

        // What was not touched since has kept its weight until the end.
        var averaged = new float[FeatureSet.Size];
        for (var i = 0; i < averaged.Length; i++)
            if (touched[i] > 0) averaged[i] = (float)((totals[i] + weights[i] * (step - touched[i])) / step);
        return (averaged, biasTotal / step);

        void Change(int item, double gradient, double share, double most)
        {
            totals[item] += weights[item] * (step - touched[item]);
            touched[item] = step;
            gradient += options.Decay * share * weights[item];
            gradients[item] += gradient * gradient;
            weights[item] = Math.Clamp(weights[item] - options.Step * gradient / Math.Sqrt(gradients[item] + 1e-6), -most, most);
        }
    }

    /// <summary>Each message by the number of its family, each family by its group.</summary>
    private double[] WeightsOf(IReadOnlyList<Example> examples)
    {
        var families = examples.CountBy(example => example.Family).ToDictionary();
        var weights = examples.Select(example => 1 / Math.Sqrt(families[example.Family])).ToArray();
        var totals = examples.Select((example, i) => (example.Group, Weight: weights[i])).GroupBy(item => item.Group, item => item.Weight, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.Sum(), StringComparer.Ordinal);
        for (var i = 0; i < weights.Length; i++)
            weights[i] *= options.GroupWeights.GetValueOrDefault(examples[i].Group, 1) * examples.Count / totals.Count / totals[examples[i].Group];
        return weights;
    }

    private bool[] KnownTokens(IReadOnlyList<Example> examples)
    {
        var families = new HashSet<long>();
        var counts = new byte[FeatureSet.Size];
        foreach (var example in examples)
        {
            foreach (var item in example.Words.Concat(example.Shapes))
                if (counts[item] < options.MinFamilies && families.Add((long)example.Family << 32 | (uint)item)) counts[item]++;
        }

        var known = Array.ConvertAll(counts, count => count >= options.MinFamilies);
        foreach (var item in options.Without) known[item] = false;
        return known;
    }

    private static void Shuffle(int[] order, ref ulong random)
    {
        for (var i = order.Length - 1; i > 0; i--)
        {
            // xorshift64 (Marsaglia 2003): the same on every machine and version.
            random ^= random << 13;
            random ^= random >> 7;
            random ^= random << 17;
            var other = (int)(random % (ulong)(i + 1));
            (order[i], order[other]) = (order[other], order[i]);
        }
    }
}
