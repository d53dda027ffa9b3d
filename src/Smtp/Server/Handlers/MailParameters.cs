using Sekisho.Smtp.Envelopes;

namespace Sekisho.Smtp.Server;

/// <summary>MAIL FROM with its parameters (RFC 5321 §4.1.1.2).</summary>
public sealed record MailParameters
{
    /// <summary>The address without angle brackets; empty for the null reverse-path.</summary>
    public required string ReversePath { get; init; }

    /// <summary>SIZE= in bytes (RFC 1870 §6), or null.</summary>
    public long? DeclaredBytes { get; init; }

    /// <summary>BODY= (RFC 6152, RFC 3030).</summary>
    public BodyType Body { get; init; }

    /// <summary>SMTPUTF8 (RFC 6531 §3.4).</summary>
    public bool SmtpUtf8 { get; init; }

    /// <summary>REQUIRETLS (RFC 8689 §2).</summary>
    public bool RequireTls { get; init; }

    /// <summary>ENVID= decoded (RFC 3461 §4.4), or null.</summary>
    public string? EnvelopeId { get; init; }

    /// <summary>RET= (RFC 3461 §4.3).</summary>
    public DsnReturn Return { get; init; }
}
