using Sekisho.Roles.Calls;
using Sekisho.Store.Database;
using Sekisho.Store.Intake;
using Sekisho.Store.Mailboxes;
using Sekisho.Store.Published;

namespace Sekisho.Store.Searching;

/// <summary>Keeps search tokens: bytes that mean nothing to the store.</summary>
internal sealed class IndexTokens(Writer writer, ReaderPool readers, ResolveAddress resolve)
{
    public async ValueTask<Nothing> HandleAsync(IndexTokensRequest request, CancellationToken cancellation)
    {
        Check(request.Messages);
        var account = await readers.ReadAsync(connection => AccountOf(connection, resolve, request.Account), cancellation).ConfigureAwait(false);
        await writer.CommitAsync(transaction => Apply(transaction.Db, account, request.Messages)).ConfigureAwait(false);
        return Nothing.Value;
    }

    /// <exception cref="CallException">They are too many, or no tokens.</exception>
    public static void Check(IReadOnlyList<MessageTokens> messages)
    {
        if (messages.Count > IndexTokensRequest.MostMessages)
            throw new CallException(CallFailure.TooLarge, $"At most {IndexTokensRequest.MostMessages} messages at once; these are {messages.Count}.");
        foreach (var message in messages)
        {
            FindMessage.CheckId(message.Id);
            // Stops a caller that has gone mad from filling the disk: so many for a message, and once.
            if (message.Tokens.Count > SearchWords.MostWords || message.Tokens.Any(token => token.Length != IndexKey.TokenBytes))
                throw FindMessage.Rejected($"A message has at most {SearchWords.MostWords} tokens of {IndexKey.TokenBytes} bytes.");
        }
    }

    /// <exception cref="CallException">There is no such account.</exception>
    public static long AccountOf(Connection connection, ResolveAddress resolve, string address) =>
        (AddressParts.TryParse(address, out var parts) ? resolve.AccountOf(connection, parts) : null)
        ?? throw FindMessage.Rejected($"There is no account {(address.Length <= AddressParts.LongestAddress ? address : "of that name")}.");

    private static bool Apply(Connection db, long account, IReadOnlyList<MessageTokens> messages)
    {
        foreach (var message in messages)
        {
            if (db.Number(MailboxSql.EntryOf, account, message.Id) is not { } number) continue;
            if (db.Run(SearchSql.SetIndexed, account, number) == 0) continue;
            foreach (var token in message.Tokens) db.Run(SearchSql.Add, account, token, number);
        }

        return true;
    }
}
