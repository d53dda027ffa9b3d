namespace Sekisho.Smtp.Envelopes;

/// <summary>One accepted RCPT TO with its delivery status notification parameters (RFC 3461).</summary>
public sealed record EnvelopeRecipient
{
    /// <summary>The address without angle brackets, as given.</summary>
    public required string Address { get; init; }

    /// <summary>NOTIFY= (RFC 3461 §4.1).</summary>
    public DsnNotify Notify { get; init; }

    /// <summary>ORCPT= as "type;address", the address decoded from xtext (RFC 3461 §4.2), or null.</summary>
    public string? OriginalRecipient { get; init; }
}
