namespace Sekisho.Sigma.Conditions;

/// <summary>… and …</summary>
internal sealed record AndSyntax(int Offset, IReadOnlyList<ConditionSyntax> Parts) : ConditionSyntax(Offset);
