using Sekisho.Inspect.Verdicts;
using Sekisho.Kernel.Bytes;

namespace Sekisho.Inspect.Asking;

/// <summary>What came of disarming a message.</summary>
/// <param name="Verdict">Disarm with a content; accept or tag where nothing had to be taken out; defer where it could not be done.</param>
/// <param name="Content">The rebuilt message, to be disposed; null for any other verdict.</param>
public sealed record DisarmOutcome(Verdict Verdict, SegmentedBuffer? Content) : IDisposable
{
    /// <summary>The verdict for the original, which goes to quarantine.</summary>
    /// <param name="original">Its identifier.</param>
    public Verdict OfOriginal(string original) => Verdict with { DisarmedAs = Disarming.IdOf(original) };

    /// <summary>The verdict for the rebuilt message; what is counted for reports is counted with the original.</summary>
    /// <param name="original">The original's identifier.</param>
    public Verdict OfRebuilt(string original) => Verdict with { DisarmedFrom = original, Observation = null, Reports = null };

    /// <inheritdoc/>
    public void Dispose() => Content?.Dispose();
}
