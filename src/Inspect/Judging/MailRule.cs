using Sekisho.Inspect.Verdicts;

namespace Sekisho.Inspect.Judging;

/// <summary>What a rule over mail means for the verdict when it fires.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Title">Its title, for people.</param>
/// <param name="Points">What it adds to the score; may be below 0.</param>
/// <param name="Code">The reason it gives.</param>
/// <param name="Action">What becomes of the message at least; null for nothing beside the points.</param>
/// <param name="IsStyle">It tells how the message is written and built, which good mail shares: by itself and with its like it never tags.</param>
internal sealed record MailRule(string Id, string Title, double Points, ReasonCode Code, RuleAction? Action, bool IsStyle);
