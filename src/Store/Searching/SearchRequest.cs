namespace Sekisho.Store.Searching;

/// <summary>Asks for the messages of a mailbox that have all of some tokens, newest first.</summary>
/// <param name="Account">The account's address.</param>
/// <param name="Tokens">1 to <see cref="MostTokens"/> tokens of <see cref="IndexKey.TokenBytes"/> bytes.</param>
/// <param name="After">The last message of the page before; null for the first.</param>
/// <param name="Most">The most messages of the page.</param>
public sealed record SearchRequest(string Account, IReadOnlyList<byte[]> Tokens, string? After = null, int Most = 100)
{
    /// <summary>The most tokens of one search: each costs a look-up for every candidate.</summary>
    public const int MostTokens = 64;
}
