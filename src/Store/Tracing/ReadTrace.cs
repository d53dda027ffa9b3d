using Sekisho.Store.Archive;
using Sekisho.Store.Database;
using Sekisho.Store.Intake;

namespace Sekisho.Store.Tracing;

/// <summary>Tells a message's whole way, from the records alone: its content may be long gone.</summary>
internal sealed class ReadTrace(ReaderPool readers)
{
    public ValueTask<SealedTrace> HandleAsync(ByIdRequest request, CancellationToken cancellation)
    {
        FindMessage.CheckId(request.Id);
        return readers.ReadAsync(connection => Read(connection, request.Id), cancellation);
    }

    private static SealedTrace Read(Connection connection, string id)
    {
        var number = FindMessage.NumberOf(connection, id);
        if (connection.Number(ArchiveSql.IsTraceGone, number) == 1) throw FindMessage.NotThere(id);
        var message = StoredMessage.Read(connection, number)!;
        var events = new List<SealedTraceEvent>();
        using (var rows = connection.Query(TracingSql.Events, number))
        {
            while (rows.Next())
            {
                events.Add(new SealedTraceEvent(
                    rows.Moment(0), rows.Text(1), rows.IsNull(2) ? null : (int)rows.Number(2), rows.Text(3), rows.IsNull(4) ? null : rows.Bytes(4).ToArray()));
            }
        }

        return new SealedTrace(message.Id, message.ContentBytes, StoredMessage.Envelopes(connection, number, id), events);
    }
}
