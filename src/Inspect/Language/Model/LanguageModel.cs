using System.Buffers.Binary;
using Sekisho.Inspect.Language.Features;

namespace Sekisho.Inspect.Language.Model;

/// <summary>
/// A linear classifier over the tokens of a message: each token has a weight, a message the sum of its tokens' weights, and a
/// curve makes a probability of the sum. Weights are bytes; the texts of the tokens are not in the model, so no one can
/// read from it what it was trained on. Does not change.
/// </summary>
internal sealed class LanguageModel
{
    /// <summary>The first bytes of a model: name and form.</summary>
    private static ReadOnlySpan<byte> Magic => "SKLM0003"u8;

    /// <summary>Bytes before the weights: the magic, scale, bias, slope and shift of the curve.</summary>
    private const int HeaderBytes = 8 + 4 * 4;

    /// <summary>Bytes of a model.</summary>
    public const int Bytes = HeaderBytes + FeatureSet.Size;

    private const string ResourceName = "language.model";

    private static readonly Lazy<LanguageModel?> TheBuiltIn = new(ReadResource);

    private readonly sbyte[] _weights;

    private LanguageModel(sbyte[] weights, float scale, float bias, float slope, float shift) =>
        (_weights, Scale, Bias, Slope, Shift) = (weights, scale, bias, slope, shift);

    /// <summary>The model of the product; null in a build that was made to train one.</summary>
    public static LanguageModel? BuiltIn => TheBuiltIn.Value;

    /// <summary>What one step of a weight is worth.</summary>
    public float Scale { get; }

    /// <summary>The sum of a message without tokens.</summary>
    public float Bias { get; }

    /// <summary>Slope of the curve that makes a probability of a sum (Platt's scaling).</summary>
    public float Slope { get; }

    /// <summary>Shift of the same.</summary>
    public float Shift { get; }

    /// <summary>Tokens with a weight.</summary>
    public int Known => _weights.AsSpan().Length - _weights.AsSpan().Count((sbyte)0);

    /// <summary>Makes a model of weights.</summary>
    public static LanguageModel Of(ReadOnlySpan<float> weights, float bias, float slope, float shift)
    {
        var largest = 1e-6f;
        foreach (var weight in weights) largest = Math.Max(largest, Math.Abs(weight));
        var scale = largest / 127;
        var steps = new sbyte[FeatureSet.Size];
        for (var i = 0; i < steps.Length; i++) steps[i] = (sbyte)MathF.Round(weights[i] / scale);
        return new LanguageModel(steps, scale, bias, slope, shift);
    }

    /// <summary>Reads a model; null for bytes that are none.</summary>
    public static LanguageModel? Read(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length != Bytes || !bytes.StartsWith(Magic)) return null;
        Span<float> numbers = stackalloc float[4];
        for (var i = 0; i < 4; i++)
        {
            numbers[i] = BinaryPrimitives.ReadSingleLittleEndian(bytes[(8 + i * 4)..]);
            // A number beyond these would make every message bad, or none.
            if (!float.IsFinite(numbers[i]) || Math.Abs(numbers[i]) > 1000) return null;
        }

        var weights = new sbyte[FeatureSet.Size];
        for (var i = 0; i < weights.Length; i++) weights[i] = (sbyte)bytes[HeaderBytes + i];
        return new LanguageModel(weights, numbers[0], numbers[1], numbers[2], numbers[3]);
    }

    /// <summary>The model as bytes.</summary>
    public byte[] ToBytes()
    {
        var bytes = new byte[Bytes];
        Magic.CopyTo(bytes);
        float[] numbers = [Scale, Bias, Slope, Shift];
        for (var i = 0; i < numbers.Length; i++) BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(8 + i * 4), numbers[i]);
        for (var i = 0; i < _weights.Length; i++) bytes[HeaderBytes + i] = (byte)_weights[i];
        return bytes;
    }

    /// <summary>The weight of a token.</summary>
    public float WeightOf(int item) => _weights[item] * Scale;

    /// <summary>The sum of a message's tokens; above 0 speaks against the message.</summary>
    public double SumOf(FeatureSet features)
    {
        long shape = 0, words = 0;
        foreach (var item in features.Words) words += _weights[item];
        foreach (var item in features.Shapes) shape += _weights[item];
        return Bias + Scale * (words * (double)features.WordValue + shape * (double)FeatureSet.ShapeValue);
    }

    /// <summary>The probability that a message with this sum is bad.</summary>
    public double ProbabilityOf(double sum) => 1 / (1 + Math.Exp(-(Slope * sum + Shift)));

    private static LanguageModel? ReadResource()
    {
        using var stream = typeof(LanguageModel).Assembly.GetManifestResourceStream(ResourceName);
        if (stream is null) return null;
        var bytes = new byte[Bytes];
        return stream.Length == Bytes && stream.ReadAtLeast(bytes, Bytes, throwOnEndOfStream: false) == Bytes ? Read(bytes) : null;
    }
}
