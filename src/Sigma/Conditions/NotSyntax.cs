namespace Sekisho.Sigma.Conditions;

/// <summary>not …</summary>
internal sealed record NotSyntax(int Offset, ConditionSyntax Part) : ConditionSyntax(Offset);
