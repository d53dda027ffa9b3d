namespace Sekisho.Commands.Person;

/// <summary>A login as it is shown.</summary>
/// <param name="Address">Who.</param>
/// <param name="ExpiresAt">Until when.</param>
internal sealed record LoginItem(string Address, DateTimeOffset ExpiresAt);
