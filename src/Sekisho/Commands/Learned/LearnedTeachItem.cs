namespace Sekisho.Commands.Learned;

/// <summary>What came of one message.</summary>
internal sealed record LearnedTeachItem(string File, bool Counted, string? Error);
