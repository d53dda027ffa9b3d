using Sekisho.Roles.Calls;
using Sekisho.Store.Database;
using Sekisho.Store.Intake;
using Sekisho.Store.Queue;

namespace Sekisho.Store.Content;

/// <summary>Sends contents: of a lease, of a message in quarantine, of a message in a mailbox.</summary>
internal sealed class ReadContent(ReaderPool readers, ContentFiles files)
{
    /// <summary>The content of what a lease stands for.</summary>
    public async ValueTask<ContentInfo> OfLeaseAsync(CallContext context, ByIdRequest request)
    {
        if (!LeaseToken.TryParse(request.Id, out var lease)) throw FindMessage.Rejected("That is no lease.");
        var content = await readers.ReadAsync(
            connection =>
            {
                var message = lease.Kind == LeaseToken.Delivery
                    ? connection.Number(QueueSql.MessageOfLease, lease.Number, request.Id)
                    : connection.Number(IntakeSql.MessageOfLease, lease.Number, request.Id);
                if (message is null) throw FindMessage.Rejected("lease ended: somebody else has it, or it was settled.");
                return Find(connection, message.Value);
            },
            context.Aborted).ConfigureAwait(false);
        return content.SendAfter(context, files, null);
    }

    /// <summary>The content of a message that a table holds, by identifier.</summary>
    /// <param name="context">The call.</param>
    /// <param name="request">The message.</param>
    /// <param name="boxOf">Finds the box of the message (?1) there; no row when it is not there.</param>
    /// <param name="place">That place, for the error.</param>
    public async ValueTask<ContentInfo> OfMessageAsync(CallContext context, ByIdRequest request, string boxOf, string place)
    {
        FindMessage.CheckId(request.Id);
        var (content, box) = await readers.ReadAsync(
            connection =>
            {
                var message = FindMessage.NumberOf(connection, request.Id);
                byte[] found;
                using (var rows = connection.Query(boxOf, message))
                {
                    if (!rows.Next()) throw FindMessage.Rejected($"The message {request.Id} is not in {place}.");
                    found = rows.Bytes(0).ToArray();
                }

                return (Find(connection, message), found);
            },
            context.Aborted).ConfigureAwait(false);
        return content.SendAfter(context, files, box);
    }

    private static StoredContent Find(Connection connection, long message) =>
        StoredContent.Find(connection, message)
        ?? throw FindMessage.Rejected("The content of this message has been removed.");
}
