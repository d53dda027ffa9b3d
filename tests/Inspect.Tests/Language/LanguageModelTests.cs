using Sekisho.Inspect.Language.Features;
using Sekisho.Inspect.Language.Model;
using Sekisho.Inspect.Language.Training;

namespace Sekisho.Inspect.Tests.Language;

public sealed class LanguageModelTests
{
    [Fact]
    public void The_product_has_a_model_of_at_most_two_megabytes()
    {
        Assert.NotNull(LanguageModel.BuiltIn);
        Assert.InRange(LanguageModel.Bytes, 1, 2_000_000);
        Assert.InRange(LanguageModel.BuiltIn.Known, 5_000, FeatureSet.Size);
    }

    [Fact]
    public void A_model_is_the_same_after_writing_and_reading()
    {
        var bytes = LanguageModel.BuiltIn!.ToBytes();
        Assert.Equal(bytes, LanguageModel.Read(bytes)!.ToBytes());
    }

    [Fact]
    public void What_is_no_model_is_not_read()
    {
        var bytes = LanguageModel.BuiltIn!.ToBytes();
        Assert.Null(LanguageModel.Read(bytes.AsSpan(1)));
        Assert.Null(LanguageModel.Read(bytes.AsSpan(0, bytes.Length - 1)));
        bytes[0]++;
        Assert.Null(LanguageModel.Read(bytes));
        bytes[0]--;
        BitConverter.TryWriteBytes(bytes.AsSpan(8), float.NaN);
        Assert.Null(LanguageModel.Read(bytes));
    }

    [Fact]
    public void Training_tells_the_two_apart_and_gives_the_same_bytes_each_time()
    {
        var examples = Examples();
        var trainer = new Trainer(new TrainingOptions { MinFamilies = 2 });
        var model = trainer.Train(examples);
        Assert.Equal(model.ToBytes(), trainer.Train(examples).ToBytes());
        Assert.True(model.WeightOf(1) > 0);
        Assert.True(model.WeightOf(2) < 0);
        Assert.Equal(0, model.WeightOf(3));
    }

    [Fact]
    public void No_weight_exceeds_its_cap()
    {
        var model = new Trainer(new TrainingOptions { MinFamilies = 2, MaxWeight = 0.5, Decay = 0 }).Train(Examples());
        Assert.InRange(Math.Abs(model.WeightOf(1)), 0.01, 0.51);
    }

    [Fact]
    public void Words_of_few_families_are_unknown()
    {
        var model = new Trainer(new TrainingOptions { MinFamilies = 5 }).Train([.. Examples().Take(4), .. Examples().Take(4)]);
        Assert.Equal(0, model.Known);
    }

    [Fact]
    public void Learning_moves_a_model_towards_the_messages_and_not_further_than_allowed()
    {
        var before = new Trainer(new TrainingOptions { MinFamilies = 2 }).Train(Examples());
        var wrong = Enumerable.Range(0, 200).Select(i => new Example([1, 7], [], IsBad: false, i, "good")).ToList();
        var after = OnlineLearning.Learn(before, wrong);
        Assert.InRange(before.WeightOf(1) - after.WeightOf(1), 0.5, 1.1);
        Assert.True(after.WeightOf(7) < 0);
    }

    private static List<Example> Examples() =>
        [.. Enumerable.Range(0, 40).Select(i => new Example([i % 2 == 0 ? 1 : 2, i + 100], [], i % 2 == 0, i, i % 2 == 0 ? "bad" : "good"))];
}
