namespace Sekisho.Sealing;

/// <summary>
/// What a box or record is for. The number goes into the derivation of its key, so that what was sealed for one purpose does not
/// open for another: whoever may open summaries cannot be handed a content key in their place. Numbers are written to disk:
/// they stay.
/// </summary>
public enum SealPurpose : byte
{
    /// <summary>The key of a message's content, sealed to the mailbox of one recipient.</summary>
    ContentKey = 1,

    /// <summary>The keys of a message's content and of its envelope, one after the other, sealed to a queue key or a quarantine.</summary>
    MessageKeys = 2,

    /// <summary>The key of a message's envelope alone, sealed to the traces of a tenant's month.</summary>
    EnvelopeKey = 3,

    /// <summary>What a mailbox list shows, sealed to the mailbox's index.</summary>
    Summary = 4,

    /// <summary>The personal detail of one step of a message's way, sealed to the traces of a tenant's month.</summary>
    Trace = 5,

    /// <summary>The envelope itself: a record under the envelope's key.</summary>
    Envelope = 6,

    /// <summary>A remote server's reply, or a destination's name: a record under the envelope's key.</summary>
    Delivery = 7,

    /// <summary>The content itself: chunks under the content's key.</summary>
    Content = 8,

    /// <summary>What a later inspection puts in front of a content: a record under the content's key.</summary>
    ContentPrefix = 9,

    /// <summary>A name of configuration that belongs to a person or an organisation, sealed to a queue key.</summary>
    Route = 10,
}
