namespace Sekisho.Inspect.Language.Phrases;

/// <summary>A wording that mail of one kind uses.</summary>
/// <param name="Group">What it is for.</param>
/// <param name="Text">The wording, folded.</param>
internal sealed record Phrase(string Group, string Text);
