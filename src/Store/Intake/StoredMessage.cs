using Sekisho.Store.Database;
using Sekisho.Store.Sealed;

namespace Sekisho.Store.Intake;

/// <summary>A message's row, read back; the rest of it is sealed.</summary>
internal sealed record StoredMessage(string Id, DateTimeOffset AcceptedAt, bool HasNullSender, long ContentBytes)
{
    /// <summary>Null when there is no such row.</summary>
    public static StoredMessage? Read(Connection connection, long message)
    {
        using var rows = connection.Query(IntakeSql.Message, message);
        return rows.Next() ? new StoredMessage(rows.Text(0), rows.Moment(1), rows.Truth(2), rows.Number(3)) : null;
    }

    /// <summary>Its envelopes, one for each tenant, with the boxes for the tenants' traces or those for the queue.</summary>
    /// <param name="connection">The database.</param>
    /// <param name="message">The row.</param>
    /// <param name="id">The identifier.</param>
    /// <param name="forQueue">The queue's boxes; a tenant that has none is left out.</param>
    public static List<SealedEnvelope> Envelopes(Connection connection, long message, string id, bool forQueue = false)
    {
        var envelopes = new List<SealedEnvelope>(1);
        using var rows = connection.Query(IntakeSql.Parties, message);
        while (rows.Next())
        {
            var box = forQueue ? 3 : 2;
            if (!rows.IsNull(box)) envelopes.Add(new SealedEnvelope(id, rows.Number(0), rows.Bytes(1).ToArray(), rows.Bytes(box).ToArray()));
        }

        return envelopes;
    }

    /// <summary>Its recipients, in order.</summary>
    public static List<SealedRecipient> Recipients(Connection connection, long message)
    {
        var recipients = new List<SealedRecipient>();
        using var rows = connection.Query(IntakeSql.Recipients, message);
        while (rows.Next())
        {
            recipients.Add(new SealedRecipient(
                (int)rows.Number(0), rows.Number(1), rows.Number(2), rows.Bytes(3).ToArray(),
                rows.IsNull(4) ? null : rows.Bytes(4).ToArray(), rows.IsNull(5) ? null : rows.Bytes(5).ToArray()));
        }

        return recipients;
    }
}
