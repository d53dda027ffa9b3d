namespace Sekisho.Store.Memory;

/// <summary>What a tenant has learned, in numbers.</summary>
/// <param name="Good">Decisions that a message is wanted.</param>
/// <param name="Bad">Decisions that it is not.</param>
/// <param name="Senders">Domains of senders over whose mail was decided.</param>
/// <param name="InUse">There are enough of both to judge by.</param>
/// <param name="Sites">Sites that mail has linked to.</param>
public sealed record LearnedReply(int Good, int Bad, int Senders, bool InUse, long Sites);
