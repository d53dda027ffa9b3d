namespace Sekisho.Bench.Catch;

/// <summary>A message with its label.</summary>
/// <param name="Name">Its file or template.</param>
/// <param name="Group">Where it comes from.</param>
/// <param name="Content">Its bytes.</param>
/// <param name="Template">The template it was made from; null for a real message.</param>
/// <param name="IsForTraining">False for a message that no classifier may learn from.</param>
internal sealed record Labelled(string Name, MessageGroup Group, byte[] Content, string? Template, bool IsForTraining);
