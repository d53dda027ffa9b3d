using Sekisho.Inspect.Reports;

namespace Sekisho.Store.Reports;

/// <summary>Things seen outside of the taking of a message: sessions with other servers.</summary>
/// <param name="Observations">At most <see cref="Most"/>.</param>
public sealed record ObserveRequest(IReadOnlyList<Observation> Observations)
{
    /// <summary>How many one call brings at most.</summary>
    public const int Most = 200;
}
