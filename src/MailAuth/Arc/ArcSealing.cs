using Sekisho.MailAuth.Dkim;

namespace Sekisho.MailAuth.Arc;

/// <summary>How a message is sealed.</summary>
public sealed record ArcSealing
{
    /// <summary>The sealer's domain (d=).</summary>
    public required string Domain { get; init; }

    /// <summary>The selector (s=).</summary>
    public required string Selector { get; init; }

    /// <summary>What follows "i=N; " in ARC-Authentication-Results: our name and what we found (RFC 8617 §4.1.1), as <see cref="Results.AuthenticationResultsWriter.Payload"/> makes it.</summary>
    public required string Results { get; init; }

    /// <summary>The fields that the message signature covers; names in lower case.</summary>
    public IReadOnlyList<string> Fields { get; init; } =
        ["from", "sender", "reply-to", "to", "cc", "subject", "date", "message-id", "in-reply-to", "references", "mime-version", "content-type", "content-transfer-encoding", "dkim-signature"];

    /// <summary>Our verdict on the chain as it came, from <see cref="ArcVerifier"/>.</summary>
    public required ArcOutcome Chain { get; init; }

    internal DkimSigning Signing => new() { Domain = Domain, Selector = Selector, Fields = Fields, OverSigned = [] };
}
