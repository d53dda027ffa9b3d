namespace Sekisho.Commands.Account;

/// <summary>What came of an import.</summary>
/// <param name="Added">New accounts.</param>
/// <param name="Changed">Accounts that existed.</param>
/// <param name="Refused">Lines that were not taken.</param>
internal sealed record ImportItem(long Added, long Changed, long Refused);
