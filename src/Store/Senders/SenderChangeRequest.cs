namespace Sekisho.Store.Senders;

/// <summary>Changes a list of senders.</summary>
/// <param name="Action">What to do.</param>
/// <param name="For">Whose list: a domain of a tenant, or an account's address; where the tenant has a server of its own, any address of its domain.</param>
/// <param name="Entry">The sender: an address, "@domain", or "@*.domain" for its subdomains.</param>
/// <param name="Days">After so many days the entry is over, 1 to <see cref="MostDays"/>; null for never. Not for a removal.</param>
/// <param name="Note">Why, in the operator's words, at most <see cref="MostNoteChars"/> characters; null for none. Not for a removal.</param>
public sealed record SenderChangeRequest(SenderAction Action, string For, string Entry, int? Days = null, string? Note = null)
{
    /// <summary>Ten years; who wants more wants "never".</summary>
    public const int MostDays = 3650;

    /// <summary>A note is a line, no file: a list of senders is no place to hoard data.</summary>
    public const int MostNoteChars = 200;
}
