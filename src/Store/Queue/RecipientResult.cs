namespace Sekisho.Store.Queue;

/// <summary>What became of one recipient of a job.</summary>
/// <param name="Address">The recipient, as in the job's envelope.</param>
/// <param name="Outcome">What became of it.</param>
/// <param name="Reply">The remote server's reply or our own words, one line.</param>
/// <param name="RemoteHost">Who said so, or null.</param>
public sealed record RecipientResult(string Address, DeliveryOutcome Outcome, string Reply, string? RemoteHost);
