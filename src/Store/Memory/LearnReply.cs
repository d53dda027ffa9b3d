namespace Sekisho.Store.Memory;

/// <summary>What came of it.</summary>
/// <param name="Counted">False where enough of this sender's mail has counted already.</param>
public sealed record LearnReply(bool Counted);
