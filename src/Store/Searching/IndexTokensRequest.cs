namespace Sekisho.Store.Searching;

/// <summary>Gives the search tokens of messages of a mailbox. A message that has tokens already keeps them.</summary>
/// <param name="Account">The account's address.</param>
/// <param name="Messages">At most <see cref="MostMessages"/>; those that are not in the mailbox are passed over.</param>
public sealed record IndexTokensRequest(string Account, IReadOnlyList<MessageTokens> Messages)
{
    /// <summary>The most messages of one request.</summary>
    public const int MostMessages = 200;
}
