namespace Sekisho.Commands;

/// <summary>What an action changed.</summary>
/// <param name="Action">The action.</param>
/// <param name="Id">The message; null for all.</param>
/// <param name="Changed">How many.</param>
internal sealed record ChangedItem(string Action, string? Id, int Changed);
