using System.Text;

namespace Sekisho.Store.Sealed;

/// <summary>
/// What boxes are bound to. Every context begins with the message's identifier: whoever asks the vault for a box's key names
/// the message, and the vault puts into the ledger the message that really opens.
/// </summary>
public static class BoxContext
{
    /// <summary>Boxes in mailboxes, summaries, the queue's and the quarantine's boxes.</summary>
    public static byte[] OfMessage(string id) => Encoding.ASCII.GetBytes(id);

    /// <summary>The key of a message's envelope, sealed to traces.</summary>
    public static byte[] OfEnvelope(string id) => Encoding.ASCII.GetBytes(id + "/envelope");

    /// <summary>What people read of an entry of a list of senders, sealed to traces; it begins with the entry's own identifier.</summary>
    public static byte[] OfSender(string id) => Encoding.ASCII.GetBytes(id + "/sender");

    /// <summary>The detail of one event, sealed to traces.</summary>
    public static byte[] OfEvent(string id) => Encoding.ASCII.GetBytes(id + "/event");
}
