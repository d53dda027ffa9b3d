namespace Sekisho.Bench.Mail.Systems;

/// <summary>What a Postfix of the benchmark does with what it has received.</summary>
internal enum PostfixKind
{
    /// <summary>The whole system runs; in place of sending, the message is discarded. The peer of Sekisho's own receive and delivery to a mailbox.</summary>
    Discard,

    /// <summary>Messages go to the hold queue and nobody looks at them again: the least work that still keeps the message.</summary>
    HoldOnly,

    /// <summary>As <see cref="Discard"/>, but scanned by a milter while the client waits, as Sekisho inspects: the peer for receiving with inspection.</summary>
    ScanAndDiscard,

    /// <summary>Scanned by a milter while the client waits, then relayed.</summary>
    ScanAndRelay,
}
