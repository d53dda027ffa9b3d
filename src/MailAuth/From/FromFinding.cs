namespace Sekisho.MailAuth.From;

/// <summary>One finding in From.</summary>
/// <param name="Kind">Its name.</param>
/// <param name="Evidence">What was found, for people; at most 200 characters, control characters as "?".</param>
public sealed record FromFinding(FromFindingKind Kind, string Evidence);
