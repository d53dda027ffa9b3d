namespace Sekisho.Inspect.Verdicts;

/// <summary>One reason of a verdict.</summary>
/// <param name="Code">Which, out of the closed list.</param>
/// <param name="Evidence">What it stands on, for the operator's eyes: the part, the name, the signature. Never sent over SMTP.</param>
/// <param name="Points">What it added to the score.</param>
/// <param name="Rule">The id of the rule that gave it; null where the program itself did.</param>
/// <param name="Title">The title of that rule.</param>
public sealed record Reason(ReasonCode Code, string Evidence, double Points = 0, string? Rule = null, string? Title = null);
