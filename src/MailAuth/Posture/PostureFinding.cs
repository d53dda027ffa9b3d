namespace Sekisho.MailAuth.Posture;

/// <summary>One thing that the world sees of a domain, and what to think of it.</summary>
public sealed record PostureFinding
{
    /// <summary>What it belongs to: mx, spf, dkim, dmarc, mta-sts, tls-rpt, dane or bimi.</summary>
    public required string Check { get; init; }

    /// <summary>How well it stands.</summary>
    public required PostureLevel Level { get; init; }

    /// <summary>Names the finding for programs.</summary>
    public required string Code { get; init; }

    /// <summary>The name that it is about, where it is not the domain itself: a selector, a mail exchange.</summary>
    public string? Subject { get; init; }

    /// <summary>What was seen, or null.</summary>
    public string? Seen { get; init; }

    /// <summary>What it means and what to do.</summary>
    public required PostureText Text { get; init; }

    /// <summary>What can be published to mend it.</summary>
    public IReadOnlyList<PasteRecord> Records { get; init; } = [];
}
