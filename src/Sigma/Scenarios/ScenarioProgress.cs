namespace Sekisho.Sigma.Scenarios;

/// <summary>What an entity has shown so far.</summary>
/// <param name="Stages">The stages that count, in the order of an attack.</param>
/// <param name="IsNew">This stage was not among them before.</param>
/// <param name="Completed">With this stage there are enough of them, or one more than enough: somebody should be told.</param>
public sealed record ScenarioProgress(IReadOnlyList<string> Stages, bool IsNew, bool Completed);
