namespace Sekisho.Roles.Supervision;

/// <summary>Something about the running system that its operator should know and that no process tells.</summary>
/// <param name="Topic">What it is about, one word.</param>
/// <param name="IsProblem">Something is to be done.</param>
/// <param name="Text">For the operator.</param>
public sealed record SystemNotice(string Topic, bool IsProblem, string Text);
