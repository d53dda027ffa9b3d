namespace Sekisho.Store.Intake;

/// <summary>The message is durable.</summary>
/// <param name="Repeated">It was already here: an earlier request with the same identifier had been done.</param>
public sealed record AcceptReply(bool Repeated);
