namespace Sekisho.Store.Database;

/// <summary>Large work in small transactions, so that mail does not wait behind it.</summary>
internal static class CommitInSteps
{
    /// <summary>Does <paramref name="step"/> again and again, each time in a transaction of its own, until it finds nothing more to do.</summary>
    /// <param name="writer">The writer.</param>
    /// <param name="step">Does a bounded part of the work; returns how much, 0 when nothing is left.</param>
    /// <returns>How much was done in all.</returns>
    public static async Task<int> CommitInStepsAsync(this Writer writer, Func<WriteTransaction, int> step)
    {
        var total = 0;
        while (await writer.CommitAsync(step).ConfigureAwait(false) is > 0 and var done) total += done;
        return total;
    }
}
