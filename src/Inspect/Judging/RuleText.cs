namespace Sekisho.Inspect.Judging;

/// <summary>A rule file as it travels to the workers, which may not read the operator's folders themselves.</summary>
/// <param name="Name">What it is called in messages.</param>
/// <param name="Text">Its text.</param>
public sealed record RuleText(string Name, string Text);
