namespace Sekisho.Deliver.Attempts;

/// <summary>What became of one attempt.</summary>
/// <param name="Recipients">All recipients of the job, in its order.</param>
/// <param name="DestinationDown">No server of the destination would speak with us: other messages need not try now.</param>
internal sealed record AttemptReport(IReadOnlyList<RecipientState> Recipients, bool DestinationDown);
