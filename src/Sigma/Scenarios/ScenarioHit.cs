using Sekisho.Sigma.Rules;

namespace Sekisho.Sigma.Scenarios;

/// <summary>An entity has shown enough stages of an attack, or one more than enough.</summary>
/// <param name="Kind">The kind of entity, for instance <c>host</c>.</param>
/// <param name="Name">Its name.</param>
/// <param name="Stages">The stages it has shown, in the order of an attack.</param>
/// <param name="Rule">The rule whose hit showed the last one.</param>
/// <param name="Time">When.</param>
public sealed record ScenarioHit(string Kind, string Name, IReadOnlyList<string> Stages, RuleHeader Rule, DateTimeOffset Time);
