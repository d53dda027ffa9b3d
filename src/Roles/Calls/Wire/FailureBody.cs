namespace Sekisho.Roles.Calls.Wire;

/// <summary>The body of a reply that tells a failure.</summary>
/// <param name="Message">What happened, for the operator.</param>
internal sealed record FailureBody(string Message);
