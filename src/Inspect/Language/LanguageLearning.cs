using Sekisho.Inspect.Language.Model;
using Sekisho.Inspect.Language.Training;

namespace Sekisho.Inspect.Language;

/// <summary>
/// Learns from one's own mail, over what the product's classifier knows: quarantined messages that were right or wrong to
/// hold, and mail that came through. What is learned is a whole model, as large as the product's.
/// </summary>
public sealed class LanguageLearning : IAsyncDisposable
{
    private readonly LanguageModel _before;
    private readonly LanguageSignal _signal = new(null);
    private readonly Inspector _inspector;
    private readonly List<Example> _examples = [];

    private LanguageLearning(LanguageModel before)
    {
        _before = before;
        var options = new InspectOptions { AuthenticateSenders = false };
        _inspector = Inspector.CreateWith(options, TimeProvider.System, Inspector.SignalsWith(options, _signal));
    }

    /// <summary>How many messages were taken as wanted.</summary>
    public int Good => _examples.Count(example => !example.IsBad);

    /// <summary>How many were taken as unwanted.</summary>
    public int Bad => _examples.Count(example => example.IsBad);

    /// <summary>Begins.</summary>
    /// <param name="before">What was learned earlier (<see cref="ToModel"/>); null to begin with the product's classifier.</param>
    /// <returns>Null where <paramref name="before"/> is no model.</returns>
    public static LanguageLearning? Begin(byte[]? before)
    {
        var model = before is null ? LanguageModel.BuiltIn : LanguageModel.Read(before);
        return model is null ? null : new LanguageLearning(model);
    }

    /// <summary>Takes a message.</summary>
    /// <param name="content">The message.</param>
    /// <param name="isBad">It is unwanted.</param>
    /// <param name="cancellation">Ends the reading.</param>
    public async Task AddAsync(ReadOnlyMemory<byte> content, bool isBad, CancellationToken cancellation)
    {
        await _inspector.RunAsync(new InspectRequest { Id = "learn" }, content, cancellation);
        _examples.Add(new Example(_signal.Features.Words.ToArray(), _signal.Features.Shapes.ToArray(), isBad, _examples.Count, isBad ? "bad" : "good"));
    }

    /// <summary>The model that has learned them.</summary>
    public byte[] ToModel() => OnlineLearning.Learn(_before, _examples).ToBytes();

    /// <summary>Ends.</summary>
    public ValueTask DisposeAsync() => _inspector.DisposeAsync();
}
