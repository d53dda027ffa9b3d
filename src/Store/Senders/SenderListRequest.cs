namespace Sekisho.Store.Senders;

/// <summary>Asks for a page of the lists of senders, oldest first.</summary>
/// <param name="For">Whose lists: a domain of a tenant, with those of its accounts; or an account's address, with its own only.</param>
/// <param name="After">The identifier of the last entry of the page before; null for the first page.</param>
/// <param name="Most">At most so many entries, 1 to 1,000.</param>
public sealed record SenderListRequest(string For, string? After = null, int Most = 1000);
