namespace Sekisho.Sigma.Conditions;

/// <summary>… or …</summary>
internal sealed record OrSyntax(int Offset, IReadOnlyList<ConditionSyntax> Parts) : ConditionSyntax(Offset);
