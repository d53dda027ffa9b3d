using System.Text.Json;
using Sekisho.Inspect.Verdicts;
using Sekisho.Smtp.Envelopes;
using Sekisho.Store.Database;

namespace Sekisho.Store.Intake;

/// <summary>A message's row and its recipients, read back.</summary>
internal sealed record StoredMessage(
    string Id, DateTimeOffset AcceptedAt, Envelope Envelope, Origin Origin, Verdict Verdict, string? Subject, long ContentBytes)
{
    /// <summary>Null when there is no such row.</summary>
    public static StoredMessage? Read(Connection connection, long message)
    {
        var recipients = ReadRecipients(connection, message);
        using var rows = connection.Query(IntakeSql.Message, message);
        if (!rows.Next()) return null;
        return new StoredMessage(
            rows.Text(0),
            rows.Moment(1),
            ReadEnvelope(rows, 2, recipients),
            JsonSerializer.Deserialize(rows.Bytes(8), StoreJson.Default.Origin)!,
            JsonSerializer.Deserialize(rows.Bytes(9), StoreJson.Default.Verdict)!,
            rows.TextOrNull(10),
            rows.Number(11));
    }

    /// <summary>Reads reverse_path, body, smtp_utf8, require_tls, dsn_return and envelope_id from six columns.</summary>
    public static Envelope ReadEnvelope(Rows rows, int first, IReadOnlyList<EnvelopeRecipient> recipients) => new()
    {
        ReversePath = rows.Text(first),
        Recipients = recipients,
        Body = (BodyType)rows.Number(first + 1),
        SmtpUtf8 = rows.Truth(first + 2),
        RequireTls = rows.Truth(first + 3),
        Return = (DsnReturn)rows.Number(first + 4),
        EnvelopeId = rows.TextOrNull(first + 5),
    };

    /// <summary>Reads address, notify and original from the first three columns.</summary>
    public static EnvelopeRecipient ReadRecipient(Rows rows) => new()
    {
        Address = rows.Text(0),
        Notify = (DsnNotify)rows.Number(1),
        OriginalRecipient = rows.TextOrNull(2),
    };

    private static List<EnvelopeRecipient> ReadRecipients(Connection connection, long message)
    {
        var recipients = new List<EnvelopeRecipient>();
        using var rows = connection.Query(IntakeSql.Recipients, message);
        while (rows.Next()) recipients.Add(ReadRecipient(rows));
        return recipients;
    }
}
