using Sekisho.Store.Database;
using Sekisho.Store.Intake;

namespace Sekisho.Store.Tracing;

/// <summary>Tells a message's whole way, from the records alone: its content may be long gone.</summary>
internal sealed class ReadTrace(ReaderPool readers)
{
    public ValueTask<MessageTrace> HandleAsync(ByIdRequest request, CancellationToken cancellation)
    {
        FindMessage.CheckId(request.Id);
        return readers.ReadAsync(connection => Read(connection, request.Id), cancellation);
    }

    private static MessageTrace Read(Connection connection, string id)
    {
        var number = FindMessage.NumberOf(connection, id);
        var message = StoredMessage.Read(connection, number)!;
        var events = new List<TraceEvent>();
        using (var rows = connection.Query(TracingSql.Events, number))
            while (rows.Next())
                events.Add(new TraceEvent(rows.Moment(0), rows.Text(1), rows.TextOrNull(2), rows.Text(3)));
        return new MessageTrace
        {
            Id = message.Id,
            Envelope = message.Envelope,
            Origin = message.Origin,
            Verdict = message.Verdict,
            Subject = message.Subject,
            ContentBytes = message.ContentBytes,
            Events = events,
        };
    }
}
