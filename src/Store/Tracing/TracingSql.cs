namespace Sekisho.Store.Tracing;

/// <summary>Statements about traces.</summary>
internal static class TracingSql
{
    public const string AddEvent = "INSERT INTO event (message, number, at, what, recipient, words, detail) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";

    public const string Events = "SELECT at, what, recipient, words, detail FROM event WHERE message = ?1 ORDER BY number";

    public const string OldMessages = "SELECT number FROM message WHERE gone_at IS NOT NULL AND gone_at <= ?1 LIMIT 500";

    public const string RemoveEvents = "DELETE FROM event WHERE message = ?1";

    public const string RemoveRecipients = "DELETE FROM recipient WHERE message = ?1";

    public const string RemoveParties = "DELETE FROM party WHERE message = ?1";

    public const string RemoveMessage = "DELETE FROM message WHERE number = ?1";
}
