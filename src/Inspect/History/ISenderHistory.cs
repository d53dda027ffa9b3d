namespace Sekisho.Inspect.History;

/// <summary>Knows who has written to whom.</summary>
public interface ISenderHistory
{
    /// <summary>What is remembered; null when nobody could be asked.</summary>
    ValueTask<HistoryReply?> AskAsync(HistoryRequest request, CancellationToken cancellation);
}
