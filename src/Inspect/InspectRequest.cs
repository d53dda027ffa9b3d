namespace Sekisho.Inspect;

/// <summary>What is known of a message beside its bytes when it is inspected.</summary>
public sealed record InspectRequest
{
    /// <summary>The message's identifier, for logs.</summary>
    public required string Id { get; init; }

    /// <summary>The address of the client that gave it to us, or null.</summary>
    public string? ClientAddress { get; init; }

    /// <summary>What the client called itself in EHLO or HELO, or null.</summary>
    public string? Helo { get; init; }

    /// <summary>The reverse-path; empty for the null reverse-path; null where unknown.</summary>
    public string? MailFrom { get; init; }

    /// <summary>The recipients of the envelope.</summary>
    public IReadOnlyList<string> Recipients { get; init => field = value ?? []; } = [];

    /// <summary>Somebody is to learn from it: <see cref="Verdicts.Verdict.Words"/> is wanted whatever the disposition.</summary>
    public bool ForLearning { get; init; }

    /// <summary>The account that submits it; null for mail from outside.</summary>
    public string? Account { get; init; }

    /// <summary>It has been taken already, and waits: it cannot be refused any more, only kept.</summary>
    public bool IsTaken { get; init; }
}
