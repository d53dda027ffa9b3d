namespace Sekisho.Sigma.Conditions;

/// <summary>1 of pattern, all of pattern, all of them. <paramref name="Wanted"/> is 0 for all; <paramref name="Pattern"/> is null for them.</summary>
internal sealed record CountSyntax(int Offset, int Wanted, string? Pattern) : ConditionSyntax(Offset);
