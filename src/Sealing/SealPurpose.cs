namespace Sekisho.Sealing;

/// <summary>
/// What a box or record is for. The number goes into the derivation of its key, so that what was sealed for one purpose does not
/// open for another: whoever may open summaries cannot be handed a content key in their place. Each kind of key pair opens
/// boxes of one purpose only: a mailbox's content key <see cref="ContentKey"/>, its index key <see cref="Summary"/>, a queue
/// key and a quarantine <see cref="MessageKeys"/>, the traces <see cref="Trace"/>. Numbers are part of what is on disk: they stay.
/// </summary>
public enum SealPurpose : byte
{
    /// <summary>The key of a message's content, sealed to the mailbox of one recipient.</summary>
    ContentKey = 1,

    /// <summary>The keys of a message's content and of its envelope, one after the other, sealed to a queue key or a quarantine.</summary>
    MessageKeys = 2,

    /// <summary>What a mailbox list shows, sealed to the mailbox's index.</summary>
    Summary = 3,

    /// <summary>
    /// The key of a message's envelope, or the personal detail of one step of its way, sealed to the traces of a tenant's
    /// month. The context tells the two apart.
    /// </summary>
    Trace = 4,

    /// <summary>The envelope itself: a record under the envelope's key.</summary>
    Envelope = 5,

    /// <summary>A remote server's reply, or a destination's name: a record under the envelope's key.</summary>
    Delivery = 6,

    /// <summary>The content itself: chunks under the content's key.</summary>
    Content = 7,

    /// <summary>What a later inspection puts in front of a content: a record under the content's key.</summary>
    ContentPrefix = 8,
}
