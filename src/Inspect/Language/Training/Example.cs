namespace Sekisho.Inspect.Language.Training;

/// <summary>A message to learn from.</summary>
/// <param name="Words">The tokens that are words.</param>
/// <param name="Shapes">The tokens that are none.</param>
/// <param name="IsBad">What it is.</param>
/// <param name="Family">The family of messages that are nearly the same.</param>
/// <param name="Group">Where it comes from: each group's messages weigh as much together as the trainer is told.</param>
internal sealed record Example(int[] Words, int[] Shapes, bool IsBad, int Family, string Group);
