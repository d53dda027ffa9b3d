namespace Sekisho.Sigma.Conditions;

/// <summary>A condition as it is written, before its names are looked up.</summary>
internal abstract record ConditionSyntax(int Offset);
