namespace Sekisho.Ledger.Reading;

/// <summary>Asks for a range of entries.</summary>
/// <param name="From">The first index.</param>
/// <param name="Count">How many at most; the reply may have fewer.</param>
public sealed record ReadRequest(long From, int Count)
{
    /// <summary>The most entries of one reply.</summary>
    public const int MaxCount = 4096;
}
