namespace Sekisho.MailAuth.Dkim;

/// <summary>How a message is signed.</summary>
public sealed record DkimSigning
{
    /// <summary>The signing domain (d=), in A-labels.</summary>
    public required string Domain { get; init; }

    /// <summary>The selector (s=).</summary>
    public required string Selector { get; init; }

    /// <summary>The header's form; relaxed survives re-folding.</summary>
    public bool RelaxedHeader { get; init; } = true;

    /// <summary>The body's form; relaxed survives trimmed blanks.</summary>
    public bool RelaxedBody { get; init; } = true;

    /// <summary>
    /// The fields to sign, every one of the message; names in lower case (RFC 6376 §5.4.1). Trace fields are left out: they
    /// change on the way.
    /// </summary>
    public IReadOnlyList<string> Fields { get; init; } =
    [
        "from", "sender", "reply-to", "to", "cc", "subject", "date", "message-id", "in-reply-to", "references", "mime-version", "content-type",
        "content-transfer-encoding", "content-disposition", "content-id", "content-description", "list-id", "list-unsubscribe", "list-unsubscribe-post", "list-post", "list-help", "list-archive", "list-owner",
    ];

    /// <summary>
    /// Fields that are signed once more than the message has them, so that none can be added (RFC 6376 §8.15): what people
    /// see, what replies go to, and what decides how the body is read.
    /// </summary>
    public IReadOnlyList<string> OverSigned { get; init; } =
        ["from", "sender", "reply-to", "to", "cc", "subject", "date", "message-id", "mime-version", "content-type", "content-transfer-encoding"];

    /// <summary>
    /// Fields that are signed once more where the message has them: nobody adds a second one. Where it has none, mailing lists
    /// that change nothing else may add theirs, and the signature still passes.
    /// </summary>
    public IReadOnlyList<string> OverSignedWherePresent { get; init; } =
        ["list-id", "list-unsubscribe", "list-unsubscribe-post", "list-post", "list-help", "list-archive", "list-owner", "content-disposition", "in-reply-to", "references"];

    /// <summary>The identity (i=), or null for that of the domain.</summary>
    public string? Identity { get; init; }

    /// <summary>How long the signature holds (x=), or null for ever. Shorter leaves less time for replays.</summary>
    public TimeSpan? Lifetime { get; init; }
}
