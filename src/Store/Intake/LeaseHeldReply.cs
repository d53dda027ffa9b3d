namespace Sekisho.Store.Intake;

/// <summary>The leased messages, none when the wait ended without one.</summary>
public sealed record LeaseHeldReply(IReadOnlyList<HeldMessage> Messages);
