namespace Sekisho.Smtp.Envelopes;

/// <summary>What SMTP says about a message beside its content (RFC 5321 §2.3.1), with the parameters of the extensions.</summary>
public sealed record Envelope
{
    /// <summary>The address of MAIL FROM without angle brackets; empty for the null reverse-path (RFC 5321 §4.5.5).</summary>
    public required string ReversePath { get; init; }

    /// <summary>The accepted recipients, in the order they were given.</summary>
    public required IReadOnlyList<EnvelopeRecipient> Recipients { get; init; }

    /// <summary>BODY= of MAIL FROM (RFC 6152, RFC 3030).</summary>
    public BodyType Body { get; init; }

    /// <summary>SMTPUTF8 of MAIL FROM (RFC 6531 §3.4).</summary>
    public bool SmtpUtf8 { get; init; }

    /// <summary>REQUIRETLS of MAIL FROM (RFC 8689 §2).</summary>
    public bool RequireTls { get; init; }

    /// <summary>ENVID= of MAIL FROM, decoded from xtext (RFC 3461 §4.4), or null.</summary>
    public string? EnvelopeId { get; init; }

    /// <summary>RET= of MAIL FROM (RFC 3461 §4.3).</summary>
    public DsnReturn Return { get; init; }
}
