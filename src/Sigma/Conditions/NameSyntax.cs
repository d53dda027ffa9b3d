namespace Sekisho.Sigma.Conditions;

/// <summary>The name of a selection.</summary>
internal sealed record NameSyntax(int Offset, string Name) : ConditionSyntax(Offset);
